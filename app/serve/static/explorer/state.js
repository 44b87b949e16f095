// What is played and what is looked at: undo and redo are the browser's own Back and Forward.

export const SIDES = ["A", "B"];

/** The same text for the same state, whatever the order of its keys. */
export function canonical(part) {
  if (part === null || typeof part !== "object") return JSON.stringify(part);
  return `{${Object.keys(part).sort().map((key) => `${key}:${canonical(part[key])}`).join()}}`;
}

/** A copy in which a key is set, or taken out where there is no value. */
function with_(table, key, value) {
  const { [key]: _, ...others } = table;
  return value === undefined ? others : { ...others, [key]: value };
}

/** What a policy says of a lever. */
function ofPolicy(page, name, control) {
  const levers = page.policies.find((one) => one.name === name)?.levers;
  return levers?.[control.key] ?? control.default;
}

/** Value of a control in a state; of a side where it is a lever. */
export function valueOf(page, state, side, control) {
  if (control.holds !== "side") return control.key in state.facts ? state.facts[control.key] : control.preset;
  return state[side].levers[control.key] ?? ofPolicy(page, state[side].policy, control);
}

/** Value that a reset gives: that of the preset, or of another policy that was chosen instead. */
export function baseOf(page, state, side, control) {
  const isOfPreset = control.holds !== "side" || page.opening[side].policy === state[side].policy;
  return isOfPreset ? valueOf(page, page.opening, side, control) : ofPolicy(page, state[side].policy, control);
}

/** The state in which a control has a value: what does not differ is not stated. */
export function withValue(page, state, side, control, value) {
  if (control.holds !== "side")
    return { ...state, facts: with_(state.facts, control.key, value === control.preset ? undefined : value) };
  const isOwn = value !== ofPolicy(page, state[side].policy, control);
  const levers = with_(state[side].levers, control.key, isOwn ? value : undefined);
  return { ...state, [side]: { ...state[side], levers } };
}

/** What differs from the preset: control or part, side, values, and the state without it. */
export function differing(page, state) {
  const found = [];
  for (const side of SIDES) {
    const [now, then] = [state[side].policy, page.opening[side].policy];
    if (now !== then) found.push({ part: "policy", side, from: then, to: now, undone: { ...state, [side]: page.opening[side] } });
  }
  for (const control of page.controls)
    for (const side of control.holds === "side" ? SIDES : [""]) {
      const to = valueOf(page, state, side, control), from = baseOf(page, state, side, control);
      if (to !== from) found.push({ control, side, from, to, undone: withValue(page, state, side, control, from) });
    }
  for (const part of ["seed", "replications"]) {
    const [to, from] = [state[part], page.opening[part]];
    if (to !== from) found.push({ part, side: "", from, to, undone: { ...state, [part]: from } });
  }
  return found;
}

/** The state and the view; tells "change" when what is played changes, and "look" when what is looked at does. */
export class Store extends EventTarget {
  constructor(page) {
    super();
    const kept = history.state?.state?.scenario === page.scenario.name ? history.state : null;
    this.page = page;
    this.state = kept?.state ?? page.state;
    this.view = { ...page.view, drawn: "both", ...kept?.view };
    this.index = kept?.index ?? Number(sessionStorage.getItem("index") ?? 0);
    this.last = kept ? Number(sessionStorage.getItem("last") ?? this.index) : this.index;
    sessionStorage.removeItem("index");
    this.#keep();
    addEventListener("popstate", (event) => this.#return(event.state));
  }

  /** Play another state; it becomes a step of undo when it is settled. */
  change(state, isSettled = true) {
    if (canonical(state) !== canonical(this.state)) {
      this.state = state;
      this.#tell("change", { isSettled });
    }
    if (isSettled) this.settle();
  }

  /** Make the present state a step of undo. */
  settle() {
    if (canonical(this.state) === canonical(history.state.state)) return;
    this.index += 1;
    this.last = this.index;
    history.pushState(null, "");
    this.#keep();
    this.#tell("settle");
  }

  /** Look at something else. */
  look(part) {
    this.view = { ...this.view, ...part };
    this.#keep();
    this.#tell("look");
  }

  /** Write the link of a state into the address, unless another is played by now. */
  address(state, link) {
    this.link = link;
    if (canonical(state) === canonical(history.state.state)) this.#keep(this.withView(link));
  }

  /** A link that shows what is looked at, too. */
  withView(link) {
    const { pathname, search } = new URL(link, location.href), query = new URLSearchParams(search);
    if (this.view.see) query.set("see", this.view.see);
    if (this.view.year) query.set("year", this.view.year);
    return `${pathname}?${query}`;
  }

  /** A page of another preset is a step that can be undone. */
  leave() {
    sessionStorage.setItem("index", this.index + 1);
  }

  get canUndo() {
    return this.index > 0;
  }

  get canRedo() {
    return this.index < this.last;
  }

  #keep(link = location.href) {
    history.replaceState({ state: this.committed, view: this.view, index: this.index }, "", link);
    sessionStorage.setItem("last", this.last);
  }

  /** The state of this step: while something is dragged, the one before. */
  get committed() {
    const kept = history.state?.state;
    return kept && kept.scenario === this.state.scenario && this.index === history.state.index ? kept : this.state;
  }

  #return(kept) {
    this.state = kept?.state ?? this.page.state;
    this.view = { ...this.view, ...kept?.view };
    this.index = kept?.index ?? 0;
    this.#keep();
    this.#tell("change", { isSettled: true, isReturn: true });
    this.#tell("look");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

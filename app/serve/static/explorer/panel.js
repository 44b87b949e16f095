// The panel of controls: levers of a side, facts for both, mechanisms; and faults where they belong.

import { makeControl } from "./controls.js";
import { SIDES, baseOf, valueOf, withValue } from "./state.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

/** Fill the panel and keep it as the state is. Gives `{side(), fault(faults), controls}`. */
export function panel(store, { touched }) {
  const { page } = store, controls = [];
  let side = "B";
  const sideOf = (declared) => (declared.holds === "side" ? side : "");
  const show = (one) => one.show(valueOf(page, store.state, side, one.declared), baseOf(page, store.state, side, one.declared));

  function add(declared, where) {
    const one = makeControl(declared, {
      change: (value, isSettled) => {
        one.fault("");
        store.change(withValue(page, store.state, side, declared, value ?? declared.preset), isSettled);
      },
      settle: () => store.settle(),
      wrong: (message) => one.fault(message),
      touch: () => touched(one, sideOf(declared)),
    });
    controls.push(one);
    where.append(one.element);
    show(one);
    return one;
  }

  function choose(next) {
    side = next;
    for (const tab of SIDES) {
      $(`tab-${tab}`).setAttribute("aria-selected", String(tab === side));
      $(`tab-${tab}`).tabIndex = tab === side ? 0 : -1;
    }
    $("levers").setAttribute("aria-labelledby", `tab-${side}`);
    $("levers").dataset.side = side;
    for (const one of controls) one.strip(null);
    showAll();
  }

  function showAll() {
    const policy = page.policies.find((one) => one.name === store.state[side].policy);
    $("policy").value = policy?.name ?? "";
    $("policy-about").textContent = policy?.about || policy?.title || "";
    for (const one of controls) if (!isTyped(one)) show(one);
  }

  const groups = { levers: $("levers-list"), weights: $("weights"), facts: $("facts-list"), mechanisms: $("mechanisms") };
  for (const one of page.controls) if (one.group in groups) add(one, groups[one.group]);
  searchOver(page.controls.filter((one) => one.group === "more"), (declared) => add(declared, $("more-list")));
  for (const one of page.controls) if (one.group === "more" && one.key in store.state.facts) add(one, $("more-list"));

  $("policy").append(...page.policies.map((one) => make("option", { value: one.name, text: one.title || one.name })));
  $("policy").addEventListener("change", () => store.change({ ...store.state, [side]: { policy: $("policy").value, levers: {} } }));
  for (const tab of SIDES) $(`tab-${tab}`).addEventListener("click", () => choose(tab));
  $("tabs").addEventListener("keydown", (event) => {
    if (!event.key.startsWith("Arrow")) return;
    choose(side === "A" ? "B" : "A");
    $(`tab-${side}`).focus();
  });
  $("swap").addEventListener("click", () => store.change({ ...store.state, A: store.state.B, B: store.state.A }));
  $("copy").addEventListener("click", () => store.change({ ...store.state, B: store.state.A }));
  store.addEventListener("change", showAll);
  choose(side);
  return { side: () => side, fault: (faults) => faultsAt(faults, controls) };
}

/** What is being typed stays as it is: the state follows from it. */
const isTyped = ({ element }) => element.contains(document.activeElement) && document.activeElement.matches("[inputmode]");

/** Say each fault at its control; gives those that have none. */
function faultsAt(faults, controls) {
  for (const one of controls) one.fault("");
  return faults.filter(({ key = "", message }) => {
    const at = controls.find(({ declared }) => declared.key === key) ?? controls.find(({ declared }) => declared.holds === "side" && key.endsWith(`.${declared.key}`));
    at?.fault(message);
    at?.element.closest("details")?.setAttribute("open", "");
    return !at;
  });
}

/** Search over all other facts, by name and meaning; what is picked becomes a control. */
function searchOver(all, pick) {
  const left = new Set(all), list = $("found");
  $("search").addEventListener("input", () => {
    const asked = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = asked.length ? [...left].filter((one) => asked.every((word) => `${one.label} ${one.meaning} ${one.key}`.toLowerCase().includes(word))) : [];
    const rows = found.slice(0, 12).map((one) => make("li", {}, make("button", { type: "button", "data-pick": one.key, onclick: () => picked(one) }, make("span", { text: one.label }), make("small", { text: one.key }))));
    list.replaceChildren(...rows);
    $("search-said").textContent = asked.length ? `${found.length} found${found.length > 12 ? ", the first 12 are shown" : ""}` : "";
  });
  const picked = (one) => {
    left.delete(one);
    list.replaceChildren();
    $("search").value = $("search-said").textContent = "";
    pick(one).element.querySelector("input, select").focus();
  };
}

// What is played and looked at: undo and redo are Back and Forward as far as the browser remembers.

import { $ } from "./dom.js";
import { cut, value } from "./words.js";

export const page = JSON.parse($("page").textContent);
export const SIDES = ["A", "B"];
const STEPS = 100; // remembered where a browser forgets

/** A side with the policy that it begins from: "B · strategic, changed". */
export function named(state, side) {
	const { policy, levers } = state[side];
	return `${side} · ${cut(policy.split("/").pop())}${Object.keys(levers).length ? ", changed" : ""}`;
}

/** The same text whatever the order of keys. */
export const canonical = (part) =>
	part instanceof Object ? `{${Object.keys(part).sort().map((key) => `${key}:${canonical(part[key])}`)}}` : JSON.stringify(part);

export const recalled = (key) => JSON.parse(sessionStorage.getItem(key));

/** Keep for this tab, as far as there is room. */
export function remember(key, value) {
	sessionStorage.removeItem(key); // else it would be of before
	try {
		sessionStorage.setItem(key, JSON.stringify(value));
	} catch {}
}

/** What a figure is of, and whose. */
export function chosenIn(select) {
	const [whose, outcome] = select.value.split(":");
	return { outcome, account: whose === "all" ? whose : store.view.see };
}

export const same = (one, other) => canonical(one) === canonical(other);

/** A copy with a key set, or taken out without a value. */
const put = (key, { [key]: _, ...others }, value) => (value === undefined ? others : { ...others, [key]: value });

export const policyOf = (name) => page.policies.find((one) => one.name === name);

const ofPolicy = (name, control) => policyOf(name)?.levers[control.key] ?? control.default;

export function valueOf(state, side, control) {
	if (control.holds !== "side") return state.facts[control.key] ?? (control.instead in state.facts ? null : control.preset);
	return state[side].levers[control.key] ?? ofPolicy(state[side].policy, control);
}

/** What a reset gives: of the preset, or of another policy. */
export function baseOf(state, side, control) {
	const isOther = control.holds === "side" && page.opening[side].policy !== state[side].policy;
	return isOther ? ofPolicy(state[side].policy, control) : valueOf(page.opening, side, control);
}

/** A state with a value in it; only what differs is stated. */
export function withValue(state, side, control, value) {
	const { key, holds, preset, instead } = control, of = state[side], given = (usual) => (value === usual ? undefined : value);
	if (holds !== "side") return { ...state, facts: put(key, put(instead, state.facts), given(preset)) };
	return { ...state, [side]: { ...of, levers: put(key, of.levers, given(ofPolicy(of.policy, control))) } };
}

/** What differs from the preset, with the state without it. */
export function differing(state) {
	const found = [], { opening } = page;
	const add = (part, whose, from, to, undone, control) => {
		const said = `${control?.label ?? part}: ${value(control, from)} → ${value(control, to)}`;
		if (to !== from) found.push({ part, whose, undone, text: whose ? `${said}, ${whose}` : said });
	};
	for (const side of SIDES) add("policy", side, opening[side].policy, state[side].policy, { ...state, [side]: opening[side] });
	for (const one of page.controls.filter(({ instead }) => !(instead in state.facts)))
		for (const side of one.holds === "side" ? SIDES : ["both sides"]) {
			const from = baseOf(state, side, one);
			add(one.key, side, from, valueOf(state, side, one), withValue(state, side, one, from), one);
		}
	for (const part of ["seed", "replications"]) add(part, "", opening[part], state[part], { ...state, [part]: opening[part] });
	return found;
}

export const inWords = (state) => differing(state).map((one) => one.text).join("; ") || "the preset";

/** State and view; tells "change" of what is played, "settle" of undo, "look" of the view. */
class Store extends EventTarget {
	#committed;
	#linked; // the state that the link is of

	constructor() {
		super();
		this.view = { ...page.view, drawn: "both" };
		this.#restore(history.state ?? { index: recalled("index") ?? 0 });
		const ends = recalled("ends"), own = history.state?.ends ?? this.#ends();
		[this.last, this.first] = history.state && ends?.[0] >= this.index ? ends : own;
		sessionStorage.removeItem("index");
		this.#keep();
		addEventListener("popstate", ({ state }) => state && this.#put(state));
	}

	/** The last step, and the first to which Back leads. */
	#ends = () => [this.index, this.index + 1 - history.length];

	#isForgotten = (by) => this.index + Math.min(by, 0) < this.first;

	#put(step) {
		this.#restore(step);
		this.tell("change");
		this.tell("look");
	}

	/** Whether there is a step before (-1) or after (1); one that the browser forgot is of this page. */
	leads(by) {
		const to = this.index + by;
		return this.#isForgotten(by) ? recalled(`step${to}`)?.state.scenario === this.state.scenario : to >= 0 && to <= this.last;
	}

	go(by) {
		if (!this.leads(by)) return;
		if (!this.#isForgotten(by)) return history.go(by);
		this.#put(recalled(`step${this.index + by}`));
		this.#keep();
	}

	#restore({ state, view, index }) {
		this.state = this.#committed = state ?? page.state;
		this.view = { ...this.view, ...view };
		this.index = index;
	}

	change(state, isSettled = true) {
		if (!same(state, this.state)) {
			this.state = state;
			this.tell("change");
		}
		if (isSettled) this.settle();
	}

	settle() {
		if (same(this.state, this.#committed)) return;
		this.#committed = this.state;
		this.index += 1;
		history.pushState(null, "");
		[this.last, this.first] = this.#ends();
		sessionStorage.removeItem(`step${this.index - STEPS - 1}`);
		this.#keep();
		this.tell("settle");
	}

	look(part) {
		this.view = { ...this.view, ...part };
		this.#keep();
		this.tell("look");
	}

	/** Write the link of a state into the address. */
	address(state, link) {
		[this.link, this.#linked] = [link, state];
		if (same(state, this.#committed)) this.#keep();
	}

	shown() {
		const { pathname, searchParams: query } = new URL(this.link, location);
		for (const key of ["see", "year", "figures"]) if (this.view[key]) query.set(key, this.view[key]);
		query.delete("v");
		query.sort();
		return `${pathname}?${query}&v=${page.version}`;
	}

	/** The page of another preset is a step that can be taken back. */
	leave() {
		remember("index", this.index + 1);
	}

	#keep() {
		const link = same(this.#linked, this.#committed) ? this.shown() : undefined;
		const step = { state: this.#committed, view: this.view, index: this.index, ends: [this.last, this.first] };
		history.replaceState(step, "", link);
		remember(`step${this.index}`, step);
		remember("ends", step.ends);
	}

	tell(name) {
		this.dispatchEvent(new Event(name));
	}
}

export const store = new Store();

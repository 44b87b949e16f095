// The panel of controls: levers of a side, facts for both, mechanisms; and faults where they belong.

import { last } from "./answers.js";
import { makeControl } from "./controls.js";
import { $, list, make, on } from "./dom.js";
import { baseOf, named, valueOf, withValue } from "./state.js";

/** Fill the panel and keep it as the state is; gives what says faults at their controls. */
export function panel(store, touched) {
	const { page } = store, controls = [], groups = { levers: "levers-list", weights: "weights", facts: "facts-list", mechanisms: "mechanisms" };
	const side = () => document.querySelector("[name=side]:checked").value;
	const show = (one) => one.show(valueOf(page, store.state, side(), one.declared), baseOf(page, store.state, side(), one.declared));

	function add(declared, place) {
		const touch = () => touched(one, declared.holds === "side" ? side() : "both");
		const one = makeControl(declared, {
			change(value, isSettled) {
				one.fault("");
				if (declared.group === "mechanisms" && !value) store.tell("takeout");
				const left = declared.open && declared.preset !== null ? "none" : declared.preset;
				store.change(withValue(page, store.state, side(), declared, value ?? left), isSettled);
			},
			settle: () => (store.settle(), touch()),
			wrong: (message) => one.fault(message),
			touch,
		});
		controls.push(one);
		(declared.account ? foldOf($(place), declared.account) : $(place)).append(one.element);
		show(one);
		return one;
	}

	function showAll() {
		const asked = store.state[side()].policy, { name, about, words = [] } = page.policies.find((one) => one.name === asked) ?? {};
		if (!name) learn(asked, showAll);
		$("policy").value = name;
		$("policy-about").textContent = about;
		list($("policy-words"), words);
		$("movable").disabled = !name || words.length;
		for (const one of document.querySelectorAll("[data-named]")) one.textContent = named(store.state, one.dataset.named);
		controls.forEach(show);
	}

	/** Add a policy in words. */
	async function learn(policy, then) {
		const { policy: found, faults } = await last("/x/policy", { scenario: page.scenario.name, policy }), choice = $("policy");
		list($("policy-fault"), faults.map((one) => one.message));
		if (!found) return;
		choice.value = found.name;
		if (!choice.value) page.policies.push(found), choice.add(new Option(found.title, found.name));
		then(found.name);
	}

	function addAll(all) {
		for (const one of all) {
			const isPicked = one.group === "more" && one.key in store.state.facts;
			if (one.group in groups || isPicked) add(one, groups[one.group] ?? "more-list");
		}
	}
	addAll(page.controls);
	on(store, "more", ({ detail }) => addAll(detail));
	searchOver(page.controls, controls, (declared) => add(declared, "more-list"));
	const begin = (policy) => store.change({ ...store.state, [side()]: { policy, levers: {} } });
	on($("policy"), "change", () => begin($("policy").value));
	on($("policy-typed"), "change", () => learn($("policy-typed").value, begin));
	on("[name=side]", "change", () => {
		for (const one of controls) one.strip();
		showAll();
	});
	on($("swap"), "click", () => store.change({ ...store.state, A: store.state.B, B: store.state.A }));
	on($("copy"), "click", () => store.change({ ...store.state, B: store.state.A }));
	on(store, "change", showAll);
	showAll();
	return (faults) => faultsAt(faults, controls);
}

function foldOf(place, name) {
	const id = `of-${name}`;
	if (!$(id)) place.append(make("details", { id, class: "inner", name: "account" }, make("summary", { text: name })));
	return $(id);
}

/** Say each fault at its control; gives those that have none. */
function faultsAt(faults, controls) {
	for (const one of controls) one.fault("");
	return faults.filter(({ key = "", message }) => {
		const is = ({ declared }) => declared.key === key || (declared.holds === "side" && key.endsWith(`.${declared.key}`));
		const at = controls.find(is);
		at?.fault(message);
		for (let fold = at?.element.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
		return !at;
	});
}

const MOST = 12;

/** Search over all other facts; what is picked becomes a control. */
function searchOver(all, controls, pick) {
	const has = (one, word) => `${one.label} ${one.about}`.toLowerCase().includes(word);
	on($("search"), "input", () => {
		const asked = $("search").value.toLowerCase().split(/\s+/).filter(Boolean), there = controls.map((one) => one.declared);
		const found = asked.length ? all.filter((one) => !there.includes(one) && asked.every((word) => has(one, word))) : [];
		$("found").replaceChildren(...found.slice(0, MOST).map(row));
		$("search-said").textContent = asked.length ? `${found.length} found` : "";
	});
	const row = (one) => make("li", {}, make("button", { type: "button", "data-pick": one.key, click: () => picked(one) }, make("span", { text: one.label }), make("small", { text: one.key })));
	const picked = (one) => {
		$("search").value = "";
		for (const place of ["found", "search-said"]) $(place).replaceChildren();
		pick(one).element.querySelector("[data-of]").focus();
	};
}

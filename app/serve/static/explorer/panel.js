// The panel of controls, and faults where they belong.

import { last } from "./answers.js";
import { makeControl } from "./controls.js";
import { $, all, list, make, on, options } from "./dom.js";
import { baseOf, named, valueOf, withValue } from "./state.js";

/** Fill the panel; gives what takes more controls, and says faults. */
export function panel(store, touched) {
	const { page } = store, controls = [];
	const side = () => document.querySelector("[name=side]:checked").value;
	const show = (one) => one.show(...[valueOf, baseOf].map((of) => of(page, store.state, side(), one.declared)));

	function add(declared) {
		const touch = () => touched(one, declared.holds === "side" ? side() : "both");
		const one = makeControl(declared, {
			change(value, isSettled) {
				one.fault("");
				if (declared.group === "mechanisms" && !value) store.tell("takeout");
				store.change(withValue(page, store.state, side(), declared, value ?? declared.left), isSettled);
			},
			settle: () => (store.settle(), touch()),
			touch,
		});
		controls.push(one);
		$(declared.account ? `of-${declared.account}` : `group-${declared.group}`).append(one.element);
		if (declared.kind === "number") options($("turn-key"), [[declared.key, declared.label]]);
		show(one);
		return one;
	}

	function showAll() {
		const asked = store.state[side()].policy, { name, about, words = [] } = page.policies.find((one) => one.name === asked) ?? {};
		list($("policy-fault"), []);
		if (!name) learn(asked, showAll);
		$("policy").value = name;
		$("policy-about").textContent = about;
		list($("policy-words"), words);
		$("movable").disabled = !name || words.length;
		for (const one of all("[data-named]")) one.textContent = named(store.state, one.dataset.named);
		controls.forEach(show);
	}

	async function learn(policy, then) {
		const { policy: found, faults } = await last("/x/policy", { scenario: page.scenario.name, policy }), choice = $("policy");
		list($("policy-fault"), faults);
		if (!found) return;
		choice.value = found.name;
		if (!choice.value) page.policies.push(found), options(choice, [[found.name, found.title]]);
		then(found.name);
	}

	/** Say each fault at its controls; gives those without one. */
	function faultsAt(faults) {
		for (const one of controls) one.fault("");
		return faults.filter(({ at = [], message }) => {
			const places = controls.filter(({ declared }) => at.includes(declared.key));
			for (const one of places) one.fault(message);
			if (!places.some(({ element }) => element.checkVisibility())) for (const fold of all("details")) fold.open ||= fold.contains(places[0]?.element);
			return !places[0];
		});
	}

	const addAll = (found) => found.filter((one) => one.group !== "more" || one.key in store.state.facts).forEach(add);
	addAll(page.controls);
	searchOver(page, controls, add);
	const put = (part) => store.change({ ...store.state, ...part }), begin = (policy) => put({ [side()]: { policy, levers: {} } });
	on($("policy"), "change", (_, { value }) => begin(value));
	on($("policy-typed"), "change", (_, { value }) => learn(value, begin));
	on("[name=side]", "change", () => {
		for (const one of controls) one.strip(), one.leave();
		showAll();
	});
	on($("swap"), "click", () => put({ A: store.state.B, B: store.state.A }));
	on($("offer"), "click", (_, { value: policy }) => {
		put({ B: { policy, levers: {} } });
		$("sentence").focus();
	});
	on($("copy"), "click", () => put({ B: store.state.A }));
	on(store, "change", showAll);
	showAll();
	return { addAll, faultsAt };
}

function searchOver(page, controls, pick) {
	const find = () => {
		const asked = $("search").value.toLowerCase().split(/\s+/).filter(Boolean), there = controls.map((one) => one.declared);
		const found = page.controls.filter((one) => asked.length && !there.includes(one) && asked.every((word) => `${one.label} ${one.about} ${one.key}`.toLowerCase().includes(word)));
		$("found").replaceChildren(...found.map(row));
		$("search-said").textContent = asked.length ? `${found.length} found` : "";
	};
	const row = (one) => make("li", {}, make("button", { type: "button", "data-pick": one.key, click: () => picked(one), text: one.label }));
	const picked = (one) => {
		$("search").value = "";
		find();
		pick(one).element.querySelector("[data-of]").focus();
	};
	on($("search"), "input", find);
}

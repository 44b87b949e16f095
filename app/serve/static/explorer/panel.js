// The panel of controls, and faults where they belong.

import { last } from "./answers.js";
import { makeControl } from "./controls.js";
import { $, all, list, make, on, options } from "./dom.js";
import { baseOf, named, page, policyOf, store, valueOf, withValue } from "./state.js";

/** Fill the panel; gives what takes more controls, and says faults. */
export function panel(touched) {
	const controls = [];
	const side = () => $("side-A").checked ? "A" : "B";
	const paint = (one) => one.show(...[valueOf, baseOf].map((of) => of(store.state, side(), one.declared)));

	function add(declared) {
		const touch = () => touched(one, declared.holds === "side" ? side() : "both");
		const one = makeControl(declared, {
			change(value, isSettled) {
				one.fault("");
				if (declared.group === "mechanisms" && !value) store.tell("takeout");
				store.change(withValue(store.state, side(), declared, value ?? declared.left), isSettled);
			},
			settle: () => (store.settle(), touch()),
			touch,
		});
		controls.push(one);
		$(declared.account ? `of-${declared.account}` : `group-${declared.group}`).append(one.element);
		if (declared.kind === "number") options($("turn-key"), [[declared.key, declared.label]]);
		paint(one);
		return one;
	}

	function showAll() {
		const asked = store.state[side()].policy, { name, about, words = [] } = policyOf(asked) ?? {};
		list($("policy-fault"), []);
		if (!name) learn(asked, showAll);
		$("policy").value = name;
		$("policy-about").textContent = about;
		list($("policy-words"), words);
		$("movable").disabled = !name || words.length;
		const levers = policyOf(store.state.B.policy)?.levers;
		for (const one of $("turn-key").options) one.disabled = levers?.[one.value] === null;
		for (const one of all("[data-named]")) one.textContent = named(store.state, one.dataset.named);
		controls.forEach(paint);
	}

	async function learn(policy, then) {
		const { policy: found, faults } = await last("policy", { scenario: page.scenario.name, policy }), choice = $("policy");
		list($("policy-fault"), faults);
		if (!found) return;
		choice.value = found.name;
		if (!choice.value) page.policies.push(found), options(choice, [[found.name, found.title]]);
		then(found.name);
	}

	const unfold = (element) => all("details").forEach((fold) => (fold.open ||= fold.contains(element)));

	const reveal = ({ element, focus }) => (unfold(element), focus());

	const linkTo = (one) => make("a", { href: "#controls", text: one.declared.label, click: (event) => {
		event.preventDefault();
		reveal(one);
	} });

	/** Say each fault at its controls, to which links lead; gives those without one. */
	function faultsAt(faults) {
		const isOf = ({ declared }) => ({ at }) => at?.includes(declared.key), wrong = controls.filter((one) => faults.some(isOf(one)));
		for (const one of controls) one.fault(faults.find(isOf(one))?.message ?? "");
		const places = wrong.map(({ element }) => element);
		if (!places.some((one) => one.checkVisibility())) unfold(places[0]);
		places.find((one) => one.matches(":focus-within"))?.scrollIntoView({ block: "nearest" });
		$("where").replaceChildren(...wrong.flatMap((one, k) => [k ? ", " : ": ", linkTo(one)]));
		return faults.filter((fault) => !wrong.some((one) => isOf(one)(fault)));
	}

	const addAll = (found) => found.filter((one) => one.group !== "more" || one.key in store.state.facts).forEach(add);
	addAll(page.controls);
	searchOver((found) => reveal(controls.find((one) => one.declared === found) ?? add(found)));
	const put = (part) => store.change({ ...store.state, ...part }), begin = (whose, policy) => put({ [whose]: { policy, levers: {} } });
	on("#policy", "change", (_, { value }) => begin(side(), value));
	on("#policy-typed", "change", (_, field) => {
		const typed = field.value, whose = side(); // both may change until it is read
		learn(typed, (policy) => typed === field.value && begin(whose, policy));
	});
	on("[name=side]", "change", () => {
		for (const one of controls) one.strip(), one.leave();
		showAll();
	});
	on("#swap", "click", () => put({ A: store.state.B, B: store.state.A }));
	on("#offer", "click", (_, { value }) => {
		begin("B", value);
		$("sentence").focus();
	});
	on("#copy", "click", () => put({ B: store.state.A }));
	on(store, "change", showAll);
	showAll();
	return { addAll, faultsAt };
}

function searchOver(pick) {
	const find = () => {
		const asked = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
		const found = page.controls.filter((one) => asked.length && asked.every((word) => `${one.label} ${one.about} ${one.key}`.toLowerCase().includes(word)));
		$("found").replaceChildren(...found.map(row));
		$("search-said").textContent = asked.length ? `${found.length} found` : "";
	};
	const row = (one) => make("li", {}, make("button", { type: "button", "data-pick": one.key, text: one.label, click() {
		$("search").value = "";
		find();
		pick(one);
	} }));
	on("#search", "input", find);
}

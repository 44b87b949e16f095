// Predict first: what somebody expects, beside what comes out.

import { $, on } from "./dom.js";
import { fixed, writer } from "./words.js";

/** Ask before the answer is shown; gives how what was said is painted beside it. */
export function predictFirst(store) {
	const show = () => {
		const isAsked = store.view.predict && document.documentElement.dataset.predict !== "off";
		$("predict").hidden = !isAsked;
		$("answer").hidden = isAsked;
	};
	const done = (said) => {
		store.look({ predict: false, said });
		show();
		$("sentence").focus();
	};
	on($("predict"), "submit", (event) => {
		event.preventDefault();
		done([$("said-kept").value, $("said-lead").value, store.view.see]);
	});
	on($("skip"), "click", () => done(null));
	on("#predict input", "input", (_, one) => ($(`${one.id}-now`).textContent = one.value));
	show();
	const { outcome, scale, places, unit } = $("said-lead").dataset, signed = (lead) => (lead > 0 ? "+" : "") + fixed(lead, places);
	return ({ comparison: { arms, differences: [found] }, view: { said, see } }) => {
		const of = (part) => (part.accounts[see] ?? part.outcomes).survival, kept = of(arms[1]), lead = found.outcomes[outcome];
		const share = writer("probability", [of(found)?.mean]);
		$("predicted").textContent = said?.[2] === see && kept && lead ? `You said ${said[0]} of 100 for ${see} under B, it is ${share.number(kept.mean)}; and ${signed(said[1])} ${unit} for B over A, it is ${signed(scale * lead.mean)}.` : "";
	};
}

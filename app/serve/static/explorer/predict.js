// Predict first: what somebody expects, beside what comes out.

import { $, on } from "./dom.js";
import { store } from "./state.js";
import { style } from "./words.js";

/** Ask before the answer is shown; gives what paints a guess. */
export function predictFirst() {
	const show = () => ($("predict").hidden = !store.view.predict || document.documentElement.dataset.predict === "off");
	const done = (said) => {
		store.look({ predict: false, said });
		show();
		$("sentence").focus();
	};
	on("#predict", "submit", () => done([$("said-kept").value, $("said-lead").value, store.view.see]));
	on("#skip", "click", () => done());
	on("#predict input", "input", (_, one) => ($(`${one.id}-now`).textContent = one.value));
	show();
	const { outcome, scale, places, unit } = $("said-lead").dataset, { signed } = style([1, unit, +places]);
	return ({ comparison: { arms, differences: [found] }, view: { said, see } }) => {
		const kept = (arms[1].accounts[see] ?? arms[1].outcomes).survival, lead = found.outcomes[outcome];
		$("predicted").textContent = said?.[2] === see && kept && lead ? `You said ${said[0]} of 100 for ${see} under B, it is ${style([100, ""]).number(kept.mean)}; and ${signed(+said[1])} ${unit} for B over A, it is ${signed(scale * lead.mean)}.` : "";
	};
}

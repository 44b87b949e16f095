// Predict first: what somebody expects, beside what comes out.

import { $, on } from "./dom.js";
import { style } from "./words.js";

/** Ask before the answer is shown; gives how what was said is painted beside it. */
export function predictFirst(store) {
	const show = () => {
		const isAsked = Boolean(store.view.predict) && document.documentElement.dataset.predict !== "off";
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
		done([Number($("said-kept").value), Number($("said-lead").value), store.view.see]);
	});
	on($("skip"), "click", () => done(null));
	on("#predict input", "input", (_, one) => ($(`${one.id}-now`).textContent = one.value));
	show();
	return ({ comparison: { arms, differences }, view: { said, see } }) => {
		const of = (part) => part.accounts[see] ?? part.outcomes, { survival: kept } = of(arms[1]), { contribution_margin: lead } = of(differences[0]);
		const place = $("predicted"), isShown = said?.[2] === see && kept && lead;
		place.hidden = !isShown;
		if (!isShown) return;
		const { number, signed } = style([100, ""]);
		place.textContent = `You said ${said[0]} of 100 for ${see} under B, it is ${number(kept.mean)}; and ${said[1]} points more margin, it is ${signed(lead.mean)}.`;
	};
}

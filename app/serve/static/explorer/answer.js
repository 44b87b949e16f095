// The answer in words and in two large figures. Its sentences are those of the server.

import { dots } from "./charts.js";
import { $, list, make } from "./dom.js";
import { named } from "./state.js";
import { fixed, sentences, writer } from "./words.js";

const said = ({ decision, answer }) => sentences(decision?.sentence ?? answer);

/** Write the sentences and the count; gives the first sentence. */
export function paintWords({ runs, of, comparison }) {
	const [first, second = "", ...rest] = said(comparison);
	put($("sentence"), first);
	put($("second"), second);
	put($("rest"), [...rest, comparison.differences[0]?.sentence].filter(Boolean), list);
	put($("count"), `${fixed(runs, 0)} of ${fixed(of, 0)} futures`);
	$("count").dataset.runs = runs;
	return first;
}

/** Write what is new: what a browser has translated, or somebody has selected, stays. */
function put(element, text, write = () => (element.textContent = text)) {
	if (element.dataset.said === String(text)) return;
	element.dataset.said = text;
	write(element, text);
}

/** Paint a large figure of an outcome: A, B, what is kept, and B less A, each with its interval. */
export function paintFigure(place, { comparison, baseline, view, state }) {
	const [choice] = place.querySelector("select").selectedOptions, [whose, outcome] = choice.value.split(":");
	const where = whose === "all" || view.see === "all" ? ["outcomes", outcome] : ["accounts", view.see, outcome];
	const parts = [
		["A", comparison.arms[0], "arms.0"],
		["B", comparison.arms[1], "arms.1"],
		...(baseline ? [["Kept A", baseline.arms[0]], ["Kept B", baseline.arms[1]]] : []),
		["B − A", comparison.differences[0], "differences.0"],
	];
	const rows = parts.map(([side, part, path]) => ({ side, path: path && [path, ...where].join("."), ...where.reduce((one, key) => one?.[key], part) }));
	const all = (some) => some.flatMap((row) => [row.mean, row.low, row.high]), sides = rows.slice(0, -1), lead = all(rows.slice(-1));
	const { unit = "1" } = rows[0], { money } = comparison, write = writer(unit, all(sides), money, lead), writeLead = writer(unit, lead, money);
	const told = sides.map((row) => `${row.side} ${write.number(row.mean)}`).join(", ");
	place.querySelector(".unit").textContent = write.unit;
	place.querySelector(".rows").replaceChildren(
		...sides.map((row) => figureRow(row, row.path ? named(state, row.side) : row.side, write.number, write.number)),
		figureRow(rows.at(-1), "B − A", writeLead.signed, writeLead.number),
	);
	place.querySelector(".dots").replaceChildren(dots({ name: `${choice.text}: ${told} ${write.unit}.`, rows: sides }));
}

function figureRow({ side, path, mean, low, high }, text, write, writeEnd) {
	const number = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high, text: write(mean) };
	return rowOf(side, text, number, Number.isFinite(mean) ? `${writeEnd(low)} to ${writeEnd(high)}` : "");
}

const rowOf = (side, name, number, text) =>
	make("div", { class: "figure-row", "data-arm": side }, make("span", { text: name }), make("b", number), make("small", { text }));

/** Put the lead of a strip in the place of B less A, marked as such, until the answer is there. */
export function paintNear(place, { lead: { mean, unit } }, money) {
	const row = place.querySelector(".rows").lastElementChild, { signed } = writer(unit, [mean], money);
	if (row && place.querySelector("select").selectedOptions[0].defaultSelected) row.replaceWith(rowOf("B − A", "B − A", { class: "near", text: `≈ ${signed(mean)}` }, "128 futures near it"));
}

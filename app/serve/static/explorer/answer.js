// The answer in words and in two large figures. Its sentences are those of the server.

import { dots } from "./charts.js";
import { $, make } from "./dom.js";
import { fixed, sentences, writer } from "./words.js";

export const firstOf = (comparison) => said(comparison)[0];

const said = ({ decision, answer }) => sentences(decision?.sentence ?? answer);

/** Write the sentences and the count; gives the first sentence. */
export function paintWords({ runs, of, comparison }) {
	const [first, second = "", ...rest] = said(comparison);
	put($("sentence"), first);
	put($("second"), second);
	put($("rest"), [...rest, comparison.differences[0]?.sentence].filter(Boolean).join("\n"));
	put($("count"), `${fixed(runs, 0)} of ${fixed(of, 0)} futures`);
	$("count").dataset.runs = runs;
	return first;
}

function put(element, text) {
	if (element.dataset.said === text) return;
	element.dataset.said = text;
	element.textContent = text;
}

/** Paint a large figure of an outcome: A, B, what is kept, and B less A, each with its interval. */
export function paintFigure(place, { comparison, baseline, view }) {
	const [choice] = place.querySelector("select").selectedOptions, [whose, outcome] = choice.value.split(":");
	const where = whose === "all" || view.see === "all" ? ["outcomes", outcome] : ["accounts", view.see, outcome];
	const parts = [
		["A", comparison.arms[0], "arms.0"],
		["B", comparison.arms[1], "arms.1"],
		...(baseline ? [["Kept A", baseline.arms[0]], ["Kept B", baseline.arms[1]]] : []),
		["B − A", comparison.differences[0], "differences.0"],
	];
	const rows = parts.map(([side, part, path]) => ({ side, path: path && [path, ...where].join("."), ...where.reduce((one, key) => one?.[key], part) }));
	const write = writer(rows[0].unit ?? "1", rows.flatMap((row) => [row.mean, row.low, row.high]), comparison.money);
	const unit = place.querySelector(".unit"), told = rows.map((row) => `${row.side} ${write.number(row.mean)}`).join(", ");
	unit.textContent = write.unit;
	place.querySelector(".rows").replaceChildren(...rows.map((row) => figureRow(row, write)));
	const drawn = rows.slice(0, -1).map((row) => ({ ...row, side: row.side.length > 1 ? "ghost" : row.side }));
	place.querySelector(".dots").replaceChildren(dots({ name: `${choice.text}: ${told} ${write.unit}.`, rows: drawn }));
}

function figureRow({ side, path, mean, low, high }, write) {
	const exact = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high }, isLead = side.startsWith("B ");
	return rowOf(side, { ...exact, text: (isLead ? write.signed : write.number)(mean) }, Number.isFinite(mean) ? `${write.number(low)} to ${write.number(high)}` : "");
}

const rowOf = (side, number, text) => make("div", { class: "figure-row", "data-arm": side }, make("span", { text: side }), make("b", number), make("small", { text }));

/** Put the lead of a strip in the place of B less A, marked as such, until the answer is there. */
export function paintNear(place, { lead: { mean, unit } }, money) {
	const row = place.querySelector(".rows").lastElementChild, { signed } = writer(unit, [mean], money);
	if (row && place.querySelector("select").selectedOptions[0].defaultSelected) row.replaceWith(rowOf("B − A", { class: "near", text: `≈ ${signed(mean)}` }, "128 futures near it"));
}

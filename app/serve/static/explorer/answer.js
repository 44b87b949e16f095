// The answer in words and in two large figures.

import { dots } from "./charts.js";
import { $, make } from "./dom.js";
import { SIDES, chosenIn, named } from "./state.js";
import { accountOf, at, placeOf, style } from "./words.js";

export function paintWords({ count, offer, sentences: [first, second = "", ...rest], comparison: { differences } }) {
	put($("sentence"), first);
	put($("second"), second);
	put($("rest"), [...rest, differences[0]?.sentence ?? ""].join("\n\n"));
	put($("count"), count);
	$("offer").value = offer;
}

/** Write what is new: what is translated or selected stays. */
function put(element, text) {
	if (element.dataset.said !== text) element.dataset.said = element.textContent = text;
}

export function paintFigure(place, { comparison, figures, baseline, state }) {
	const { outcome, account } = chosenIn(place.querySelector("select")), where = placeOf(account, outcome);
	const found = (document, start, side, name = side, keys = [...start, ...where]) => ({ side, name, path: document === comparison ? keys.join(".") : null, ...at(document, keys) });
	const sides = SIDES.map((side, k) => found(comparison, ["arms", k], side, named(state, side)));
	if (baseline) sides.push(...SIDES.map((side, k) => found(baseline, ["arms", k], `Kept ${side}`)));
	const lead = found(comparison, ["differences", 0], "B − A"), [write, writeLead] = [0, 1].map((k) => style(at(figures, where), k));
	const rows = [...sides.map((row) => figureRow(row, write.number, write.number)), figureRow(lead, writeLead.signed, writeLead.number)];
	place.querySelector(".unit").textContent = [accountOf(account), write.unit].filter(Boolean).join(", ");
	place.querySelector(".rows").replaceChildren(...rows);
	place.querySelector(".dots").replaceChildren(dots({ rows: sides }), dots({ rows: [{ ...lead, side: "lead" }], among: [lead, { low: 0, high: 0 }] }));
}

function figureRow({ side, name, path, mean, low, high }, write, writeEnd) {
	const number = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high, text: write(mean) };
	const text = Number.isFinite(mean) ? `${writeEnd(low)} to ${writeEnd(high)}` : "";
	return make("div", { class: "figure-row", "data-arm": side }, make("span", {}, name.split(/(?= · )/).map((text) => make("span", { text }))), make("b", number), make("small", { text }));
}

// The answer in words and in two large figures. Its sentences are those of the server.

import { dots } from "./charts.js";
import { $, make } from "./dom.js";
import { fixed, sentences, writer } from "./words.js";

/** The first sentence of what an answer says. */
export const firstOf = (comparison) => said(comparison)[0];

const said = ({ decision, answer }) => sentences(decision?.sentence ?? answer);

/** Write the sentences and the count; gives the first sentence. */
export function paintWords({ runs, of, comparison }) {
  const [first, second = "", ...rest] = said(comparison);
  put($("sentence"), first);
  put($("second"), second);
  put($("rest"), [...rest, comparison.differences[0]?.sentence].filter(Boolean).join(" "));
  put($("count"), `${fixed(runs, 0)} of ${fixed(of, 0)} futures`);
  $("count").dataset.runs = runs;
  return first;
}

/** Write only what is new. */
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
  const exact = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high };
  const text = (side.length > 3 && side.includes("−") ? write.signed : write.number)(mean);
  const interval = Number.isFinite(mean) ? `${write.number(low)} to ${write.number(high)}` : "";
  return make("div", { class: "figure-row", "data-arm": side }, make("span", { text: side }), make("b", { ...exact, text }), make("small", { text: interval }));
}

/** Put the lead of a strip in the place of B less A, marked as such, until the answer is there. */
export function paintNear(place, lead, money) {
  const [row] = [...place.querySelectorAll("[data-arm]")].slice(-1), write = writer(lead.unit, [lead.mean], money);
  if (!place.querySelector("select").value.startsWith("all:profit") || !row) return;
  row.replaceChildren(make("span", { text: "B − A" }), make("b", { class: "near", text: `≈ ${write.signed(lead.mean)}` }), make("small", { text: "of 128 futures near it" }));
}

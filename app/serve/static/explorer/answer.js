// The answer in words and in two large figures. Its sentences are those of the server.

import { dots } from "./charts.js";
import { $, make, options } from "./dom.js";
import { fixed, label, sentences, writer } from "./words.js";

/** Write the sentences and the count; gives the first sentence. */
export function paintWords({ runs, of, comparison }) {
  const text = comparison.decision?.sentence ?? comparison.answer, [first, second = "", ...rest] = sentences(text);
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
  const [whose, outcome] = place.querySelector("select").value.split(":");
  const where = whose === "all" ? ["outcomes", outcome] : ["accounts", view.see, outcome];
  const parts = [
    ["A", comparison.arms[0], "arms.0"],
    ["B", comparison.arms[1], "arms.1"],
    ...(baseline ? [["Kept A", baseline.arms[0]], ["Kept B", baseline.arms[1]]] : []),
    ["B − A", comparison.differences[0], "differences.0"],
  ];
  const rows = parts.map(([side, part, path]) => ({ side, path: path && [path, ...where].join("."), ...where.reduce((one, key) => one?.[key], part) }));
  const write = writer(rows[0].unit ?? "1", rows.flatMap((row) => [row.mean, row.low, row.high]), comparison.money);
  const unit = place.querySelector(".unit"), said = rows.map((row) => `${row.side} ${write.number(row.mean)}`).join(", ");
  unit.textContent = write.unit;
  place.querySelector(".rows").replaceChildren(...rows.map((row) => figureRow(row, write)));
  const drawn = rows.slice(0, -1).map((row) => ({ ...row, side: row.side.length > 1 ? "ghost" : row.side }));
  place.querySelector(".dots").replaceChildren(dots({ name: `${label(outcome)}: ${said} ${write.unit}.`, rows: drawn }));
}

function figureRow({ side, path, mean, low, high }, write) {
  const exact = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high };
  const text = (side.length > 3 && side.includes("−") ? write.signed : write.number)(mean);
  const interval = Number.isFinite(mean) ? `${write.number(low)} to ${write.number(high)}` : "";
  return make("div", { class: "figure-row", "data-arm": side }, make("span", { text: side }), make("b", { ...exact, text }), make("small", { text: interval }));
}

/** Fill the choice of outcomes once, and choose the first that is there. */
export function fillOutcomes(place, { arms: [{ outcomes, accounts }] }, wanted, named = []) {
  const choice = place.querySelector("select"), called = (name) => named.find((one) => one.name === name)?.label ?? label(name);
  if (choice.length) return;
  for (const [title, whose, found] of [["All accounts", "all", outcomes], ["The account looked at", "see", Object.values(accounts)[0] ?? {}]]) {
    const group = make("optgroup", { label: title });
    options(group, Object.keys(found).map((name) => [`${whose}:${name}`, called(name)]));
    choice.append(group);
  }
  choice.value = wanted.find((one) => choice.querySelector(`[value="${one}"]`));
}

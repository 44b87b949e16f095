// The answer: sentence, two figures with intervals, and the charts. Its words are those of the answer.

import { dots } from "./charts.js";
import { FIGURES } from "./figures.js";
import { canonical } from "./state.js";
import { fixed, label, make, parted, writer } from "./words.js";

const $ = (id) => document.getElementById(id);

/** Sentence, count and foot of an answer. */
export function paintWords({ runs, of, comparison }) {
  const text = comparison.decision?.sentence ?? comparison.answer, [first, rest] = parted(text, 2);
  put($("sentence"), first);
  $("sentence").dataset.sentence = text;
  put($("rest"), [rest, comparison.differences[0]?.sentence].filter(Boolean).join(" "));
  put($("count"), `${fixed(runs, 0)} of ${fixed(of, 0)} futures`);
  $("count").dataset.runs = runs;
  return first;
}

/** Write only what is new, so that nothing flickers. */
function put(element, text) {
  if (element.dataset.said === text) return;
  element.dataset.said = text;
  element.textContent = text;
}

/** A large figure of an outcome: A, B, and B less A, each with its interval. */
export function paintFigure(place, { comparison, baseline, view, money }) {
  const name = place.querySelector("select").value, [whose, outcome] = name.split(":");
  const where = whose === "all" ? ["outcomes", outcome] : ["accounts", view.see, outcome];
  const found = (part) => where.reduce((one, key) => one?.[key], part);
  const rows = [
    ["A", comparison.arms[0], "arms.0"],
    ["B", comparison.arms[1], "arms.1"],
    ["B − A", comparison.differences[0], "differences.0"],
    ...(baseline ? [["Kept B", baseline.arms[1], ""]] : []),
  ].map(([side, part, path]) => ({ side, name: part?.name, path: `${path}.${where.join(".")}`, ...found(part) }));
  const known = rows.filter((row) => Number.isFinite(row.mean));
  const write = writer(known[0]?.unit ?? "1", known.flatMap((row) => [row.mean, row.low, row.high]), money);
  place.querySelector(".unit").textContent = write.unit;
  place.querySelector(".rows").replaceChildren(...rows.map((row) => figureRow(row, write)));
  const drawn = rows.filter((row) => row.side !== "B − A").map((row) => ({ ...row, side: row.side === "Kept B" ? "ghost" : row.side }));
  const said = rows.map((row) => `${row.side} ${write.number(row.mean)}`).join(", ");
  place.querySelector(".dots").replaceChildren(dots({ name: `${label(outcome)}: ${said} ${write.unit}.`, rows: drawn }));
}

function figureRow({ side, name, path, mean, low, high }, write) {
  const text = side === "B − A" ? write.signed : write.number;
  const exact = { "data-path": path, "data-value": mean, "data-low": low, "data-high": high };
  return make(
    "div",
    { class: "figure-row", "data-arm": side, title: name },
    make("span", { class: "side", text: side }),
    make("b", { ...exact, text: text(mean ?? NaN) }),
    make("small", { text: Number.isFinite(mean) ? `${write.number(low)} to ${write.number(high)}` : "" }),
  );
}

/** Fill the choice of outcomes. */
export function fillOutcomes(place, comparison, chosen, page) {
  const list = place.querySelector("select");
  if (list.options.length) return;
  const named = (name) => page.outcomes?.find((one) => one.name === name)?.label ?? label(name);
  const group = (title, whose, names) =>
    make("optgroup", { label: title }, ...names.map((name) => make("option", { value: `${whose}:${name}`, text: `${named(name)}${whose === "all" ? "" : ", account"}` })));
  const [arm] = comparison.arms;
  list.append(group("All accounts", "all", Object.keys(arm.outcomes)));
  if (Object.keys(arm.accounts).length) list.append(group("The account looked at", "see", Object.keys(Object.values(arm.accounts)[0])));
  list.value = chosen.find((one) => [...list.options].some((option) => option.value === one));
}

/** Make the places of the charts, each with its table and its picture to keep. */
export function makeCharts(place) {
  const made = FIGURES.map((figure) => {
    const body = make("div", { class: "drawn" }), unit = make("small", {}), rows = make("div", { class: "table", hidden: true, tabindex: 0, role: "region", "aria-label": `Table: ${figure.title}`, id: `table-${figure.id}` });
    const table = make("button", { type: "button", class: "plain", "aria-expanded": "false", "aria-controls": rows.id, text: "Table", onclick: () => flip() });
    const keep = make("button", { type: "button", class: "plain", text: "SVG", "aria-label": `Save ${figure.title} as SVG`, onclick: () => save(body.querySelector("svg"), figure.id) });
    const head = make("div", { class: "chart-head" }, make("h3", { text: figure.title }), unit, table, keep);
    const note = figure.note ? [make("p", { class: "quiet", text: figure.note })] : [];
    const element = make("figure", { id: `chart-${figure.id}`, class: "chart" }, head, body, ...note, rows);
    let draw = null;
    const flip = () => {
      rows.hidden = !rows.hidden;
      table.setAttribute("aria-expanded", String(!rows.hidden));
      fill();
    };
    const fill = () => draw && !rows.hidden && rows.replaceChildren(draw.table());
    return {
      element,
      paint(given) {
        const row = given.comparison.by_year?.find((one) => one.account === given.view.see);
        element.hidden = Boolean(figure.needs && !(row && figure.needs(row)));
        if (element.hidden) return;
        draw = figure.draw(given);
        unit.textContent = draw.unit;
        body.replaceChildren(draw.svg);
        fill();
      },
    };
  });
  place.append(...made.map((one) => one.element));
  return made;
}

/** Save a chart as it looks, with the rules that it is drawn by. */
function save(svg, name) {
  const copy = svg.cloneNode(true), look = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText?.startsWith(".picture"));
  const style = document.createElementNS(svg.namespaceURI, "style");
  style.textContent = rules.map((rule) => rule.cssText.replace(/var\((--\w+)\)/g, (_, key) => look.getPropertyValue(key))).join("\n");
  copy.prepend(style);
  copy.setAttribute("xmlns", svg.namespaceURI);
  download(new XMLSerializer().serializeToString(copy), `${name}.svg`, "image/svg+xml");
}

/** Give a text as a file. */
export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** Whether an answer is that of a state. */
export const isOf = (answer, state) => canonical(answer.state) === canonical(state);

// What each chart shows of an answer: its name as a sentence, what is drawn, and its table with all years.

import { bars, lines, plane } from "./charts.js";
import { $, download, make } from "./dom.js";
import { SIDES } from "./state.js";
import { capital, writer } from "./words.js";

const LEVELS = ["0.05", "0.25", "0.5", "0.75", "0.95"];
const one = (key, unit, given) => ({ unit, columns: [["", key]], main: 0, ...given });

/** Charts by name: unit, columns of `by_year` that its table shows, which of them is its line, and what else is drawn. */
const CHARTS = {
  plane: { unit: "1", columns: [["yours", "dependence_vendor"], ["its", "dependence_account"]] },
  margin: {
    unit: "share of revenue",
    columns: LEVELS.map((level) => [`${100 * level}%`, "margin", level]),
    main: 2,
    bands: ({ row }) => [["0.25", "0.75"], ["0.05", "0.95"]].map((pair) => pair.map((level) => row.margin[level])),
  },
  survival: one("held", "probability", { low: 0, high: 1, isSteps: true, bands: held }),
  price: one("price", "money/unit"),
  support: one("support", "money/unit"),
  belief: one("belief", "1", { low: 0, high: 1 }),
};

const at = (row, [, ...keys]) => keys.reduce((found, key) => found?.[key], row);

/** The 95% interval of the share of runs in which an account is held (Wilson); of several accounts, none. */
function held({ row, runs }) {
  if (row.account === "all") return [];
  const z = 1.959964, below = 1 + (z * z) / runs;
  const end = (sign) => (share) => (share + (z * z) / (2 * runs) + sign * z * Math.sqrt((share * (1 - share)) / runs + (z / (2 * runs)) ** 2)) / below;
  return [[-1, 1].map((sign) => [1, ...row.held.map(end(sign))])];
}

const sidesOf = ({ drawn }) => (drawn === "both" ? SIDES : [drawn]);

/** What is drawn of an answer: sides of an account, after those of the baseline. */
function shown({ comparison, baseline, view }) {
  const rows = (found, sides) => sides.map((side) => {
    const arm = found.arms[SIDES.indexOf(side)].name;
    return { side, arm, runs: found.replications, row: found.by_year?.find((row) => row.arm === arm && row.account === view.see) };
  });
  const ghosts = baseline ? rows(baseline, SIDES).map((found) => ({ ...found, side: "ghost" })) : [];
  return [...ghosts, ...rows(comparison, sidesOf(view))].filter((found) => found.row);
}

/** A table; cells are `[value, path]`, a row `[head, ...cells]`. */
function table(heads, rows, write) {
  const head = heads.map((text) => make("th", { scope: "col", text }));
  const cell = ([value, path]) => make("td", { "data-value": value, "data-path": path, text: write.number(value ?? NaN) });
  const body = rows.map(([text, ...cells]) => make("tr", {}, make("th", { scope: "row", text }), ...cells.map(cell)));
  return make("table", {}, make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...body));
}

/** A chart over the years; nothing where the account has no such numbers. */
function overYears(chart, title, given) {
  const { columns, main = 0, unit, bands, ...look } = chart, { year, see } = given.view;
  const drawn = shown(given).filter(({ row }) => at(row, columns[0])), sides = drawn.filter(({ side }) => side !== "ghost");
  if (!sides.length) return null;
  const write = writer(unit), { years } = sides[0].row, k = years.indexOf(year);
  const said = sides.map(({ side, arm, row }) => {
    const told = (chart.main === undefined ? columns : [columns[main]]).map((column) => `${column[0]} ${write.number(at(row, column)[k] ?? NaN)}`);
    return `${told.join(" and ")} under ${side}, ${arm}`;
  });
  const name = `${title}, ${see}, in year ${year}: ${said.join("; ")}.`, start = chart.isSteps ? [0] : [];
  const ys = ({ row }) => [...(chart.isSteps ? [1] : []), ...at(row, columns[main])];
  const paths = () => drawn.map(({ side, row }) => ({ side, years: row.years, xs: at(row, columns[0]), ys: at(row, columns[1]) }));
  const strokes = () => drawn.map((found) => ({
    side: found.side, xs: [...start, ...found.row.years], ys: ys(found), bands: bands && found.side !== "ghost" ? bands(found) : [],
  }));
  return {
    unit: write.unit,
    svg: chart === CHARTS.plane
      ? plane({ name, account: see, drawn: paths(), at: year })
      : lines({ name, drawn: strokes(), at: year, tick: write.tick, ...look }),
    table: () => {
      const all = columns.flatMap((column) => sides.map((found) => ({ ...found, column })));
      const heads = ["Year", ...all.map(({ side, arm, column }) => `${side}, ${arm} ${column[0]}`)];
      const path = ({ arm, column: [, ...keys] }, i) => ["by_year", arm, see, ...keys, i].join(".");
      return table(heads, years.map((one, i) => [one, ...all.map((found) => [at(found.row, found.column)[i], path(found, i)])]), write);
    },
  };
}

/** Causes of ending, A beside B. */
function endings(title, { comparison, view }) {
  const write = writer("probability"), sides = sidesOf(view), of = (side) => comparison.arms[SIDES.indexOf(side)].endings[view.see] ?? {};
  const causes = Object.keys(of(sides[0])), share = (side, cause) => of(side)[cause].mean;
  const rows = causes
    .map((cause) => ({ label: capital(cause), bars: sides.map((side) => [side, share(side, cause)]) }))
    .filter((row) => row.bars.some(([, value]) => value > 0));
  const said = rows.map((row) => `${row.label} ${row.bars.map(([side, value]) => `${write.number(value)} under ${side}`).join(", ")}`);
  const path = (side, cause) => `arms.${SIDES.indexOf(side)}.endings.${view.see}.${cause}.mean`;
  return {
    unit: write.unit,
    svg: bars({ name: `${title}: ${said.join("; ")}.`, rows, write: write.number }),
    table: () => table(["Cause", ...sides], causes.map((cause) => [cause, ...sides.map((side) => [share(side, cause), path(side, cause)])]), write),
  };
}

/** Take a chart's place in the page; gives how it is painted. */
export function chartAt(element) {
  const [title, unit, body, more] = ["h3", ".unit", ".drawn", "details"].map((part) => element.querySelector(part));
  const id = element.dataset.chart;
  let found = null;
  const fill = () => found && more.open && more.lastElementChild.replaceChildren(found.table());
  more.addEventListener("toggle", fill);
  element.querySelector(".save").addEventListener("click", () => save(body.firstChild, id));
  return (given) => {
    found = CHARTS[id] ? overYears(CHARTS[id], title.textContent, given) : endings(title.textContent, given);
    element.hidden = !found;
    if (!found) return;
    unit.textContent = found.unit;
    body.replaceChildren(found.svg);
    fill();
  };
}

/** Save a chart as it looks, with the rules that it is drawn by. */
function save(svg, name) {
  const copy = svg.cloneNode(true), look = getComputedStyle($("charts"));
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText?.startsWith(".picture"));
  const text = rules.map((rule) => rule.cssText).join("\n").replace(/var\((--\w+)\)/g, (_, key) => look.getPropertyValue(key));
  copy.prepend(make.svg("style", { text }));
  download(new XMLSerializer().serializeToString(copy), `${name}.svg`, "image/svg+xml");
}

// What each chart shows of an answer: its name as a sentence, what is drawn, and its table with all years.

import { bars, lines, plane } from "./charts.js";
import { SIDES } from "./state.js";
import { make, sentence, writer } from "./words.js";

const Z = 1.959964;

/** Ends of the 95% interval of a share of runs (Wilson). */
export function shareEnds(share, runs) {
  const spread = Z * Math.sqrt((share * (1 - share)) / runs + (Z * Z) / (4 * runs * runs)), below = 1 + (Z * Z) / runs;
  const middle = share + (Z * Z) / (2 * runs);
  return [(middle - spread) / below, (middle + spread) / below];
}

/** What is drawn of an answer: both arms of an account, one of them, and the baseline's. */
function shown({ comparison, baseline, view }) {
  const sides = view.drawn === "both" ? SIDES : [view.drawn];
  const rows = (found) => found.arms.map((arm) => found.by_year?.find((row) => row.arm === arm.name && row.account === view.see));
  const own = rows(comparison);
  const drawn = sides.map((side) => ({ side, row: own[SIDES.indexOf(side)], name: comparison.arms[SIDES.indexOf(side)]?.name }));
  const ghosts = baseline ? rows(baseline).map((row, k) => ({ side: "ghost", row, name: `baseline ${SIDES[k]}` })) : [];
  return [...ghosts, ...drawn].filter((one) => one.row);
}

/** A sentence on where lines end. */
function told(what, drawn, key, write, at) {
  const said = drawn
    .filter((one) => one.side !== "ghost" && one.row[key])
    .map(({ side, name, row }) => `${write.number(row[key][row.years.indexOf(at)] ?? NaN)} under ${side} (${name})`);
  return `${what} in year ${at}: ${said.join(", ")}.`;
}

/** A table with a row a year. */
function table(years, columns) {
  const head = make("tr", {}, make("th", { scope: "col", text: "Year" }), ...columns.map((one) => make("th", { scope: "col", text: one.head })));
  const rows = years.map((year, k) =>
    make("tr", {}, make("th", { scope: "row", text: year }), ...columns.map((one) => cell(one.values[k], one.write, `${one.path}.${k}`))),
  );
  return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
}

/** A number of a table, with its exact value. */
export const cell = (value, write, path) =>
  make("td", { "data-value": value, "data-path": path, text: write.number(value ?? NaN) });

const byYear = (given, part, write) =>
  shown(given).filter((one) => one.side !== "ghost").map(({ side, name, row }) => ({
    head: `${side}: ${name}`,
    values: part.split(".").reduce((found, key) => found?.[key], row) ?? [],
    path: `by_year.${row.arm}.${row.account}.${part}`,
    write,
  }));

/** A chart of one column over the years. */
function overYears(id, title, column, unit, look = {}) {
  return {
    id,
    title,
    needs: (row) => row[column],
    draw(given) {
      const drawn = shown(given).filter((one) => one.row[column]);
      const write = writer(unit, drawn.flatMap((one) => one.row[column]), given.money);
      const at = given.view.year, axis = axisOf(write);
      return {
        unit: write.unit,
        svg: lines({
          name: told(title, drawn, column, write, at),
          drawn: drawn.map(({ side, row }) => ({ side, xs: row.years, ys: row[column] })),
          at,
          write: axis,
          ...look,
        }),
        table: () => table(given.years, byYear(given, column, write)),
      };
    },
  };
}

const axisOf = (write) => ({ x: String, y: (value) => String(Number((write.scale * value).toPrecision(3))) });

const margin = {
  id: "margin",
  title: "Contribution margin",
  note: "Middle run, half of all runs, and nine in ten.",
  needs: (row) => row.margin,
  draw(given) {
    const drawn = shown(given).filter((one) => one.row.margin), write = writer("share of revenue", []);
    const withMiddle = drawn.map((one) => ({ ...one, row: { ...one.row, middle: one.row.margin["0.5"] } }));
    return {
      unit: write.unit,
      svg: lines({
        name: told("Contribution margin of the middle run", withMiddle, "middle", write, given.view.year),
        drawn: drawn.map(({ side, row }) => ({ side, xs: row.years, ys: row.margin["0.5"], bands: side === "ghost" ? [] : quantiles(row.margin) })),
        at: given.view.year,
        write: axisOf(write),
      }),
      table: () => table(given.years, ["0.05", "0.25", "0.5", "0.75", "0.95"].flatMap((level) =>
        shown(given).filter((one) => one.side !== "ghost").map(({ side, row }) => ({
          head: `${side}, ${100 * level}%`, values: row.margin[level], path: `by_year.${row.arm}.${row.account}.margin.${level}`, write,
        })))),
    };
  },
};

const quantiles = (of) => [{ low: of["0.25"], high: of["0.75"] }, { low: of["0.05"], high: of["0.95"] }];

const survival = {
  id: "survival",
  title: "Still held",
  note: "With the 95% interval.",
  needs: (row) => row.held,
  draw(given) {
    const drawn = shown(given), write = writer("probability", []), runs = given.comparison.replications;
    return {
      unit: "of 100 runs",
      svg: lines({
        name: told(`${given.view.see} still held, of 100 runs,`, drawn, "held", write, given.view.year),
        drawn: drawn.map(({ side, row }) => ({ side, xs: [0, ...row.years], ys: [1, ...row.held], isSteps: true, bands: interval(row, side, runs) })),
        at: given.view.year,
        low: 0,
        high: 1,
        write: axisOf(write),
      }),
      table: () => table(given.years, byYear(given, "held", write)),
    };
  },
};

/** Interval of the share of runs in which an account is held; several accounts of a run are not runs of their own. */
function interval(row, side, runs) {
  if (side === "ghost" || row.account === "all") return [];
  const found = row.held.map((share) => shareEnds(share, runs));
  return [{ low: [1, ...found.map(([low]) => low)], high: [1, ...found.map(([, high]) => high)] }];
}

const dependence = {
  id: "plane",
  title: "Who depends on whom",
  needs: (row) => row.dependence_vendor,
  draw(given) {
    const drawn = shown(given).filter((one) => one.row.dependence_vendor), write = writer("1", []), { year, see } = given.view;
    const said = drawn.filter((one) => one.side !== "ghost").map(({ side, name, row }) => {
      const k = row.years.indexOf(year), of = (key) => write.number(row[key][k] ?? NaN);
      return `under ${side} (${name}) yours on ${see} is ${of("dependence_vendor")} and its on you ${of("dependence_account")}`;
    });
    const paths = drawn.map(({ side, row }) => ({ side, xs: row.dependence_vendor, ys: row.dependence_account }));
    return {
      unit: "0 is independence",
      svg: plane({ name: `Dependence in year ${year}, from 0 to 1: ${said.join("; ")}.`, account: see, drawn: paths, years: given.years, at: year }),
      table: () => table(given.years, [["dependence_vendor", "yours"], ["dependence_account", "its"]].flatMap(([key, whose]) =>
        byYear(given, key, write).map((one) => ({ ...one, head: `${one.head}, ${whose}` })))),
    };
  },
};

const endings = {
  id: "endings",
  title: "How it ended",
  draw(given) {
    const { comparison, view } = given, write = writer("probability", []);
    const sides = view.drawn === "both" ? SIDES : [view.drawn];
    const of = (side) => comparison.arms[SIDES.indexOf(side)].endings[view.see] ?? {};
    const causes = Object.keys(of(sides[0])).filter((cause) => sides.some((side) => of(side)[cause].mean > 0));
    const rows = causes.map((cause) => ({ label: sentence(cause), bars: sides.map((side) => ({ side, value: of(side)[cause].mean })) }));
    const said = rows.map((row) => `${row.label} ${row.bars.map((bar) => `${write.number(bar.value)} under ${bar.side}`).join(" and ")}`);
    return {
      unit: "of 100 runs",
      svg: bars({ name: `Endings of 100 runs: ${said.join("; ")}.`, rows, write: write.number }),
      table: () => {
        const path = (side, cause) => `arms.${SIDES.indexOf(side)}.endings.${view.see}.${cause}`;
        const body = Object.keys(of(sides[0])).map((cause) =>
          make("tr", {}, make("th", { scope: "row", text: cause }), ...sides.map((side) => cell(of(side)[cause].mean, write, path(side, cause)))));
        const head = make("tr", {}, make("th", { scope: "col", text: "Cause" }), ...sides.map((side) => make("th", { scope: "col", text: side })));
        return make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
      },
    };
  },
};

export const FIGURES = [
  dependence,
  margin,
  survival,
  endings,
  overYears("price", "Price", "price", "money/unit"),
  overYears("support", "Support a unit", "support", "money/unit"),
  overYears("belief", "Its belief that you depend on it", "belief", "1", { low: 0, high: 1 }),
];

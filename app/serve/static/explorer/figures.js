// What each chart shows of an answer: its name as a sentence, what is drawn, and its table with all years.

import { bars, lines, plane } from "./charts.js";
import { $, download, make, table } from "./dom.js";
import { SIDES } from "./state.js";
import { capital, writer } from "./words.js";

const at = (found, keys) => keys.reduce((one, key) => one?.[key], found);

const Z = 1.959964;

/** Ends of the 95% interval of a share of runs (Wilson). */
function wilson(share, runs, sign) {
	const spread = Z * Math.sqrt((share * (1 - share)) / runs + (Z / (2 * runs)) ** 2);
	return (share + Z ** 2 / (2 * runs) + sign * spread) / (1 + Z ** 2 / runs);
}

/** Bands of a line: quantiles, or the interval of a share of runs, of which accounts of one run are not. */
function bands({ row, side, runs }, { quantiles, isSteps }) {
	if (!SIDES.includes(side)) return [];
	if (quantiles) return quantiles.map((pair) => pair.map((level) => row.margin[level]));
	return isSteps && row.account !== "all" ? [[-1, 1].map((sign) => [1, ...row.held.map((share) => wilson(share, runs, sign))])] : [];
}

const sidesOf = ({ drawn }) => (drawn === "both" ? SIDES : [drawn]);

/** What is drawn: sides of an account, after those of the baseline. */
function shown({ comparison, baseline, view }) {
	const of = (found, sides, called = "") => sides.map((side) => {
		const arm = found.arms[SIDES.indexOf(side)].name, row = found.by_year?.find((one) => one.arm === arm && one.account === view.see);
		return { side: called + side, arm, row, runs: found.replications };
	});
	return [...(baseline ? of(baseline, SIDES, "Kept ") : []), ...of(comparison, sidesOf(view))];
}

/** Cells of a table: a head, and numbers with where they stand, `[value, path]`. */
const cells = (text, numbers, write) => [{ text }, ...numbers.map(([value, path]) => ({ "data-value": value, "data-path": path, text: write.number(value) }))];

/** A chart over the years, of `chart.columns`, each a head and its keys: the `main` one, in a plane both. */
function overYears(chart, title, given) {
	const { columns, main } = chart, { year, see, said: guess } = given.view, isPlane = main === undefined;
	const drawn = shown(given).filter(({ row }) => row && at(row, columns[0].slice(1)));
	const sides = drawn.filter(({ side }) => SIDES.includes(side)), of = ({ row }, column) => at(row, column.slice(1));
	if (!sides.length) return null;
	const { years, unit } = sides[0].row, write = writer(chart.unit === "money/unit" ? unit : chart.unit), told = isPlane ? columns : [columns[main]];
	const said = sides.map((one) => `${told.map((column) => `${column[0]} ${write.number(of(one, column)[years.indexOf(year)])}`).join(" and ")} under ${one.side}, ${one.arm}`);
	const name = `${title}, ${see}, in year ${year}: ${said.join("; ")}.`, [first, begins] = chart.isSteps ? [[0], [1]] : [[], []];
	const paths = drawn.map((one) => isPlane
		? { side: one.side, years, xs: of(one, columns[0]), ys: of(one, columns[1]) }
		: { side: one.side, xs: [...first, ...years], ys: [...begins, ...of(one, told[0])], bands: bands(one, chart) });
	return {
		unit: write.unit,
		svg: (isPlane ? plane : lines)({ ...chart, name, drawn: paths, at: year, tick: write.tick, account: see, guess: chart.isSteps && guess?.[2] === see && guess[0] / 100 }),
		table() {
			const all = columns.flatMap((column) => sides.map((one) => [one, column]));
			const numbers = (k) => all.map(([one, column]) => [of(one, column)[k], ["by_year", one.arm, see, ...column.slice(1), k].join(".")]);
			return table(["Year", ...all.map(([one, [head]]) => `${one.side}, ${one.arm} ${head}`)], years.map((one, k) => cells(one, numbers(k), write)));
		},
	};
}

function endings({ unit }, title, { comparison, view }) {
	const write = writer(unit), sides = sidesOf(view);
	const [first, ...others] = sides.map((side) => comparison.arms[SIDES.indexOf(side)].endings[view.see]);
	const rows = Object.keys(first).map((cause) => ({ cause, values: [first, ...others].map((one) => one[cause].mean) }));
	const there = rows.filter(({ values }) => values.some(Boolean)).map(({ cause, values }) => ({ label: capital(cause), bars: values.map((value, k) => [sides[k], value]) }));
	const said = there.map(({ label, bars: all }) => `${label} ${all.map(([side, value]) => `${write.number(value)} under ${side}`).join(", ")}`);
	const path = (k, cause) => `arms.${SIDES.indexOf(sides[k])}.endings.${view.see}.${cause}.mean`;
	return {
		unit: write.unit,
		svg: bars({ name: `${title}: ${said.join("; ")}.`, rows: there, write: write.number }),
		table: () => table(["Cause", ...sides], rows.map(({ cause, values }) => cells(cause, values.map((value, k) => [value, path(k, cause)]), write))),
	};
}

/** Take a chart's place in the page; gives how it is painted. */
export function chartAt(element) {
	const [title, unit, body, more, note] = ["h3", ".unit", ".drawn", "details", ".note"].map((part) => element.querySelector(part));
	const tab = document.querySelector(`[data-tab="${element.id}"]`);
	const chart = JSON.parse(element.dataset.chart);
	let found = null;
	const fill = () => found && more.open && more.lastElementChild.replaceChildren(found.table());
	more.addEventListener("toggle", fill);
	element.querySelector(".save").addEventListener("click", () => save(body.firstChild, element.id));
	new IntersectionObserver(([{ isIntersecting }]) => (tab.ariaCurrent = String(isIntersecting)), { root: $("charts"), threshold: 0.6 }).observe(element);
	return (given) => {
		found = (chart.columns ? overYears : endings)(chart, title.textContent, given);
		element.hidden = tab.hidden = !found;
		if (!found) return;
		if (note) note.hidden = chart.isSteps && given.view.see === "all"; // of which no interval is drawn
		unit.textContent = found.unit;
		body.replaceChildren(found.svg);
		fill();
	};
}

/** Save a chart with the rules that it is drawn by, and the colours of now. */
function save(svg, name) {
	const copy = svg.cloneNode(true), probe = $("charts");
	const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.selectorText?.startsWith(".picture"));
	const text = rules.map((rule) => rule.cssText).join("\n").replace(/var\(--\w+\)/g, (colour) => {
		probe.style.color = colour;
		return getComputedStyle(probe).color;
	});
	probe.style.color = "";
	copy.prepend(make.svg("style", { text }));
	download(new XMLSerializer().serializeToString(copy), `${name}.svg`, "image/svg+xml");
}

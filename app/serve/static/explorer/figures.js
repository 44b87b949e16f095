// What each chart shows of an answer: its name as a sentence, what is drawn, its table.

import { bars, lines, plane, sheet } from "./charts.js";
import { $, all, download, make, on, table } from "./dom.js";
import { SIDES } from "./state.js";
import { at, capital, writer } from "./words.js";

const sidesOf = ({ drawn }) => (drawn === "both" ? SIDES : [drawn]);

/** What there is of an account year by year, the baseline first. */
function rowsOf({ comparison, held, baseline, view }) {
	const of = (found, sides, called) => sides.map((side) => {
		const arm = found.arms[SIDES.indexOf(side)].name, row = found.by_year?.find((one) => one.arm === arm && one.account === view.see);
		return { side: called + side, arm, row: row && { ...row, ...held[arm]?.[view.see] } };
	});
	return [...(baseline ? of(baseline, SIDES, "Kept ") : []), ...of(comparison, sidesOf(view), "")];
}

/** A chart over the years, of `chart.columns`, each a head and keys: the `main` one, in a plane both. */
function overYears(chart, title, given) {
	const { columns, main, isSteps, bands = [] } = chart, { year, see, said: guess } = given.view, isPlane = main === undefined;
	const drawn = rowsOf(given).filter(({ row }) => row && at(row, columns[0].slice(1)));
	const sides = drawn.filter(({ side }) => SIDES.includes(side)), of = ({ row }, [, ...keys]) => at(row, keys);
	if (!sides.length) return null;
	const { years, unit } = sides[0].row, write = writer(chart.unit === "money/unit" ? unit : chart.unit), told = isPlane ? columns : [columns[main]];
	const said = sides.map((one) => `${told.map((column) => `${column[0]} ${write.number(of(one, column)[years.indexOf(year)])}`).join(" and ")} under ${one.side}, ${one.arm}`);
	const all = (values) => (isSteps ? [1, ...values] : values), xs = isSteps ? [0, ...years] : years;
	const bandsOf = ({ row }) => bands.filter(([low]) => at(row, low)).map((pair) => pair.map((keys) => all(at(row, keys))));
	const paths = drawn.map((one) => isPlane
		? { side: one.side, years, xs: of(one, columns[0]), ys: of(one, columns[1]) }
		: { side: one.side, xs, ys: all(of(one, told[0])), bands: sides.includes(one) ? bandsOf(one) : [] });
	const runs = $("cloud").checked && given.cloud?.[see], cloud = runs ? sides.map(({ side }) => [side, runs[SIDES.indexOf(side)][years.indexOf(year)]]) : [];
	const numbers = columns.flatMap((column) => sides.map((one) => ({ head: `${one.side}, ${one.arm} ${column[0]}`, values: of(one, column), path: ["by_year", one.arm, see, ...column.slice(1)].join(".") })));
	const name = `${title}, ${see}, in year ${year}: ${said.join("; ")}.`, mark = isSteps && guess?.[2] === see && guess[0] / 100;
	return {
		write,
		svg: (isPlane ? plane : lines)({ ...chart, name, drawn: paths, cloud, at: year, tick: write.tick, account: see, guess: mark }),
		heads: ["Year", ...numbers.map(({ head }) => head)],
		rows: years.map((one, k) => [one, ...numbers.map(({ values, path }) => [values[k], `${path}.${k}`])]),
	};
}

function endings({ unit }, title, { comparison, baseline, view }) {
	const write = writer(unit), sides = sidesOf(view), keysOf = (side, cause) => ["arms", SIDES.indexOf(side), "endings", view.see, cause, "mean"];
	const causes = Object.keys(comparison.arms[0].endings[view.see]), of = (found, sides, cause, called = "") => sides.map((side) => [called + side, at(found, keysOf(side, cause))]);
	const all = causes.map((cause) => ({ label: capital(cause), bars: [...of(comparison, sides, cause), ...(baseline ? of(baseline, SIDES, cause, "Kept ") : [])] }));
	const there = all.filter(({ bars }) => bars.some(([, value]) => value));
	const said = there.map(({ label, bars }) => `${label} ${bars.map(([side, value]) => `${write.number(value)} under ${side}`).join(", ")}`);
	const rows = causes.map((cause) => [cause, ...sides.map((side) => [at(comparison, keysOf(side, cause)), keysOf(side, cause).join(".")])]);
	return { write, svg: bars({ name: `${title}: ${said.join("; ")}.`, rows: there, write: write.number }), heads: ["Cause", ...sides], rows };
}

/** A table: rows of a head, and numbers with where they stand, `[value, path]`. */
const tableOf = ({ write, heads, rows }) =>
	table(heads, rows.map(([text, ...numbers]) => [{ text }, ...numbers.map(([value, path]) => ({ "data-value": value, "data-path": path, text: write.number(value) }))]));

export function chartAt(element) {
	const [title, unit, body, more] = ["h3", ".unit", ".drawn", "details"].map((part) => element.querySelector(part));
	const tab = document.querySelector(`[data-tab="${element.id}"]`), chart = JSON.parse(element.dataset.chart);
	let found = null;
	const fill = () => found && more.open && more.lastElementChild.replaceChildren(tableOf(found));
	on(more, "toggle", fill);
	on(`#${element.id} .save`, "click", (_, one) => save(element, one.value));
	on(tab, "click", () => element.scrollIntoView({ block: "nearest", inline: "start" }));
	new IntersectionObserver(([{ isIntersecting }]) => (tab.ariaCurrent = String(isIntersecting)), { root: $("charts"), threshold: 0.6 }).observe(element);
	return (given) => {
		found = (chart.columns ? overYears : endings)(chart, title.textContent, given);
		element.hidden = tab.hidden = !found;
		if (!found) return;
		unit.textContent = found.write.unit;
		body.replaceChildren(found.svg);
		fill();
	};
}

const LOOKS = "fill fill-opacity font-family font-size opacity stroke stroke-dasharray stroke-width".split(" ");

/** Save a chart as a sheet, with its looks at each shape: few programs know styles. */
async function save(element, isPng) {
	const [of, foot, changed, [title]] = ["h1", "#foot > :is(span, b)", "#chips span", `#${element.id} h3`].map((one) => all(one).map(({ textContent }) => textContent));
	const keys = all(".key").filter((one) => one.checkVisibility()).map((one) => [one.className.slice(4), one.textContent]);
	const svg = sheet(element.querySelector(".picture"), [...of, `${$("see").value}, ${$("year-said").textContent}`, `${title} ${element.querySelector(".unit").textContent}`], keys, [...changed, foot.join(" · ")]);
	element.append(svg);
	svg.querySelectorAll("*").forEach((one) => LOOKS.forEach((look) => one.setAttribute(look, getComputedStyle(one)[look])));
	svg.remove();
	const text = new XMLSerializer().serializeToString(svg);
	if (!isPng) return download(text, `${element.id}.svg`);
	const image = make("img", { src: `data:image/svg+xml,${encodeURIComponent(text)}` }), { width, height } = svg.viewBox.baseVal, canvas = make("canvas", { width: 4 * width, height: 4 * height });
	await image.decode();
	canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
	canvas.toBlob((blob) => download(blob, `${element.id}.png`));
}

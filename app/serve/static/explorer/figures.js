// What each chart shows of an answer.

import { bars, lines, plane, sheet } from "./charts.js";
import { $, all, download, make, on, table } from "./dom.js";
import { SIDES } from "./state.js";
import { accountOf, at, capital, placeOf, style } from "./words.js";

function drawnOf({ comparison, baseline, view }) {
	const of = (found, called, isNow) => SIDES.map((side, k) => ({ side: called + side, arm: found.arms[k].name, k, found, isNow }));
	return [...(baseline ? of(baseline, "Kept ") : []), ...of(comparison, "", true).filter(({ side }) => ["both", side].includes(view.drawn))];
}

const told = ({ says, as }, { figures, view: { see } }) => [says.replace("{}", () => accountOf(see)), style(at(figures, placeOf(see, as)))];

/** A chart of `chart.columns` over the years, drawn of its `main` ones. */
function overYears(chart, given) {
	const { columns, main, isSteps, bands = [] } = chart, { year, see, said: guess } = given.view, isPlane = main.length > 1;
	const rowOf = ({ arm, found }) => found.by_year?.find((row) => row.arm === arm && row.account === see) ?? {};
	const of = ({ row }, [, ...keys]) => at(row, keys), drawn = drawnOf(given).map((one) => ({ ...one, row: rowOf(one) })).filter((one) => of(one, columns[0]));
	if (!drawn.length) return null;
	const { years } = drawn[0].row, [title, write] = told(chart, given);
	const leads = main.map((k) => columns[k]), span = `years 1 to ${years.at(-1)}`, runs = $("cloud").checked && given.cloud?.[see];
	const said = drawn.map((one) => `${leads.map((column) => `${column[0]} ${write.full(of(one, column)[years.indexOf(year)])}`).join(", ")} under ${one.side}, ${one.arm}`);
	const all = (values) => (isSteps ? [1, ...values] : values), xs = isSteps ? [0, ...years] : years;
	const paths = drawn.map((one) => ({ side: one.side, years, xs: isPlane ? of(one, leads[0]) : xs, ys: all(of(one, leads.at(-1))), bands: (one.isNow ? bands : []).filter(([low]) => at(one.row, low)).map((pair) => pair.map((keys) => all(at(one.row, keys)))) }));
	const cloud = drawn.flatMap(({ side, k, isNow }) => (runs && isNow ? [[side, runs[k][years.indexOf(year)]]] : []));
	const inRow = columns[1] ? drawn.map((one) => [one]) : [drawn], each = (sides, tell) => sides.flatMap((one) => columns.map((column) => tell(one, column)));
	const name = `${title} in year ${year}: ${said.join("; ")}. Drawn are ${span}.`, mark = isSteps && guess?.[2] === see && guess[0] / 100;
	return {
		write,
		over: `${title}, ${span}`,
		marks: isPlane ? `; large marks: year ${year}` : "",
		svg: (isPlane ? plane : lines)({ ...chart, name, drawn: paths, cloud, at: year, tick: write.tick, account: accountOf(see), guess: mark }),
		heads: ["Year", ...each(inRow[0], ({ side }, [head]) => (columns[1] ? head : side))],
		rows: years.flatMap((one, k) => inRow.map((sides) => [columns[1] ? `${one} ${sides[0].side}` : one, ...each(sides, (side, column) => [of(side, column)?.[k], side.isNow && ["by_year", side.arm, see, ...column.slice(1), k].join(".")])])),
	};
}

function endings(chart, given) {
	const { comparison, view: { see } } = given, [title, write] = told(chart, given), over = `${title} within ${$("year").max} years`;
	const drawn = drawnOf(given).sort((one, other) => one.side.length - other.side.length); // what is kept comes last
	const cell = ({ side, k, found, isNow }, path) => [side, at(found.arms[k], path), isNow && ["arms", k, ...path].join(".")];
	const all = Object.keys(comparison.arms[0].endings[see]).map((cause) => ({ label: capital(cause), bars: drawn.map((one) => cell(one, ["endings", see, cause, "mean"])) }));
	const there = all.filter(({ bars }) => bars.some(([, value]) => value)), rows = all.map(({ label, bars }) => [label, ...bars.map(([, ...cell]) => cell)]);
	const said = there.map(({ label, bars }) => `${label} ${bars.map(([side, value]) => `${write.number(value)} under ${side}`).join(", ")}`);
	return { write, over, svg: bars({ name: `${over}, ${write.unit}: ${said.join("; ") || "none"}.`, rows: there, write: write.number }), heads: ["Cause", ...drawn.map(({ side }) => side)], rows };
}

const tableOf = ({ write, over, heads, rows }) =>
	table(heads, rows.map(([text, ...numbers]) => [{ text }, ...numbers.map(([value, path]) => ({ "data-value": value, "data-path": path || null, text: write.number(value) }))]), [over, write.unit].filter(Boolean).join(", "));

export function chartAt(element) {
	const [unit, body, more] = [".unit", ".drawn", "details"].map((part) => element.querySelector(part));
	const tab = document.querySelector(`[data-tab="${element.id}"]`), chart = JSON.parse(element.dataset.chart);
	let found = null;
	const fill = () => found && more.open && more.lastElementChild.replaceChildren(tableOf(found));
	on(more, "toggle", fill);
	on(`#${element.id} .save`, "click", (_, one) => save(element, found, one.value));
	on(tab, "click", () => element.scrollIntoView({ block: "nearest", inline: "start" }));
	new IntersectionObserver(([{ isIntersecting }]) => (tab.ariaCurrent = isIntersecting), { root: $("charts"), threshold: 0.6 }).observe(element);
	return (given) => {
		found = (chart.columns ? overYears : endings)(chart, given);
		element.hidden = tab.hidden = !found;
		if (!found) return;
		unit.textContent = found.write.unit;
		body.replaceChildren(found.svg);
		fill();
	};
}

const LOOKS = "fill fill-opacity font-family font-size opacity stroke stroke-dasharray stroke-width".split(" ");

/** Save a chart, its looks at each shape: few programs know styles. */
async function save(element, { over, marks = "", write, svg: chart }, isPng) {
	const seen = (where, of) => all(where).filter((one) => one.checkVisibility()).map(of), keys = seen(".key", (one) => [one.className.slice(4), one.textContent]);
	const [of, foot, changed, [title, ...notes]] = ["h1", "#foot :is(span, b):not(#seed)", "#chips span", `#${element.id} :is(h3, .note)`].map((one) => seen(one, ({ textContent }) => textContent));
	const svg = sheet(chart, [...of, `${title} ${write.unit}`, over + marks, ...notes], keys, [...changed, foot.join(" · ")]);
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

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

/** A chart of `columns` over the years: of the one at `main` within `bands`, or a plane of two. */
function overYears(chart, given) {
	const { columns, main, isPlane, isSteps, bands = [] } = chart, { year, see, said: guess } = given.view, isOne = columns.length === 1;
	const rowOf = ({ arm, found }) => found.by_year?.find((row) => row.arm === arm && row.account === see);
	const numbers = (one, k) => at(one.row, columns[k].slice(1)), drawn = drawnOf(given).map((one) => ({ ...one, row: rowOf(one) })).filter((one) => numbers(one, 0));
	if (!drawn.length) return null;
	const { years } = drawn[0].row, now = years.indexOf(year), [title, write] = told(chart, given), span = `years 1 to ${years.at(-1)}`;
	const from = (start, values) => (isSteps ? [start, ...values] : values); // all are held to begin with
	const paths = drawn.map((one) => ({
		side: one.side,
		years,
		xs: isPlane ? numbers(one, 0) : from(0, years),
		ys: from(1, numbers(one, main)),
		bands: bands.filter(([low]) => one.isNow && numbers(one, low)).map((pair) => pair.map((k) => from(1, numbers(one, k)))),
	}));
	const runs = $("cloud").checked && given.cloud?.[see], cloud = drawn.filter((one) => runs && one.isNow).map(({ side, k }) => [side, runs[k][now]]);
	const said = drawn.map((one) => `${(isPlane ? [0, 1] : [main]).map((k) => `${columns[k][0]} ${write.full(numbers(one, k)[now])}`).join(", ")} under ${one.side}, ${one.arm}`);
	const cell = (one, column, k) => [numbers(one, column)?.[k], one.isNow && ["by_year", one.arm, see, ...columns[column].slice(1), k].join(".")];
	return {
		write,
		over: `${title}, ${span}`,
		marks: isPlane ? `; large marks: year ${year}` : "",
		svg: (isPlane ? plane : lines)({
			...chart,
			name: `${title} in year ${year}: ${said.join("; ")}. Drawn are ${span}.`,
			drawn: paths,
			cloud,
			at: year,
			tick: write.tick,
			account: accountOf(see),
			guess: isSteps && guess?.[2] === see && guess[0] / 100,
		}),
		heads: ["Year", ...(isOne ? drawn.map((one) => one.side) : columns.map(([head]) => head))],
		rows: years.flatMap((one, k) => isOne ? [[one, ...drawn.map((side) => cell(side, 0, k))]] : drawn.map((side) => [`${one} ${side.side}`, ...columns.map((_, column) => cell(side, column, k))])),
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

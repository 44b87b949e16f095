// Charts, as SVG. A is solid with circles, B dashed with squares, what is kept dotted.

import { $, make } from "./dom.js";
import { cut } from "./words.js";

const shape = make.svg;
const FULL = { width: 320, height: 150, left: 40, right: 314, top: 10, bottom: 128 };
const BARE = { width: 300, height: 30, left: 8, right: 292, top: 2, bottom: 28 };

const isKnown = (...all) => all.every(Number.isFinite);
const round = (place) => Math.round(10 * place) / 10;
const scale = (low, high, from, to) => (value) => round(value === null ? NaN : from + ((value - low) / (high - low || 1)) * (to - from));
const picture = ({ width, height }, name, ...shapes) => shape("svg", { class: "picture", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name }, ...shapes);
const line = (x1, y1, x2, y2, look = "grid") => shape("line", { class: look, x1, y1, x2, y2 });
const words = (x, y, text, anchor, given) => shape("text", { x, y, text, "text-anchor": anchor, ...given });

function path(points) {
	return points.map(([x, y], k) => (isKnown(x, y) ? `${k && isKnown(...points[k - 1]) ? "L" : "M"}${x} ${y}` : "")).join("");
}

function ticks(low, high) {
	const rough = (high - low) / 4 || 1, power = 10 ** Math.floor(Math.log10(rough));
	const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power, first = Math.ceil(low / step - 1e-9);
	return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step);
}

/** Ends of numbers, with some room but where one is given. */
function ends(values, low = Infinity, high = -Infinity) {
	const known = values.filter(Number.isFinite), least = Math.min(low, ...known), most = Math.max(high, ...known);
	if (least > most) return [0, 1];
	const room = (most - least || Math.abs(most) || 1) * 0.05;
	return [least === low ? least : least - room, most === high ? most : most + room];
}

function mark(side, x, y, size) {
	if (!isKnown(x, y)) return null;
	if (side.endsWith("A")) return shape("circle", { class: `mark ${side}`, cx: x, cy: y, r: size });
	return shape("rect", { class: `mark ${side}`, x: round(x - size), y: round(y - size), width: 2 * size, height: 2 * size });
}

const stairs = (points) => points.flatMap(([x, y], k) => (k ? [[x, points[k - 1][1]], [x, y]] : [[x, y]]));

/** Lines, `{side, xs, ys, bands: [[lows, highs]]}`; `guess` was said of the end. */
export function lines({ name, drawn, at, low, high, tick, places, tickX = String, axis, turns = [], guess, isSteps, isBare }) {
	const size = isBare ? BARE : FULL, { left, right, top, bottom, height } = size, xs = drawn.flatMap((one) => one.xs);
	const [least, most] = ends(drawn.flatMap((one) => [...one.ys, ...(one.bands ?? []).flat(2)]), low, high);
	const x = scale(Math.min(...xs), Math.max(...xs), left + 6, right - 6), y = scale(least, most, bottom, top);
	const through = (xs, ys) => (isSteps ? stairs : (all) => all)(xs.map((one, k) => [x(one), y(ys[k])]));
	const axes = isBare ? line(left, y(0), right, y(0), "zero") : [
		ticks(least, most).map((one) => [line(left, y(one), right, y(one), one ? "grid" : "zero"), words(left - 5, y(one) + 4, tick(one), "end")]),
		line(left, bottom, right, bottom, "axis"),
		words(left - 5, height - 7, axis, "end"),
		(places ?? [...new Set(xs)]).map((one) => words(x(one), height - 7, tickX(one), "middle")),
	];
	const area = (xs, [lows, highs]) => {
		const known = (ys) => through(xs, ys).filter(([, place]) => isKnown(place));
		return `${path([...known(highs), ...known(lows).reverse()])}Z`;
	};
	return picture(
		size,
		name,
		axes,
		isKnown(at) && line(x(at), top, x(at), bottom, "now"),
		drawn.map(({ side, xs, bands = [] }) => bands.map((band, k) => shape("path", { class: `band ${side} band-${k}`, d: area(xs, band) }))),
		drawn.map(({ side, xs, ys }) => [
			shape("path", { class: `line ${side}`, d: path(through(xs, ys)) }),
			side !== "plain" && xs.map((one, k) => mark(side, x(one), y(ys[k]), one === at ? 4.5 : 2.6)),
		]),
		turns.map((one) => line(x(one), top, x(one), bottom, "turn")),
		isKnown(guess) && [mark("guess", right - 6, y(guess), 4), words(right - 14, y(guess) + 4, "you said", "end", { class: "small" })],
	);
}

/** The dependence plane: paths, in full up to a year, and single runs. */
export function plane({ name, account, drawn, cloud, at }) {
	const x = scale(0, 1, 36, 312), y = scale(0, 1, 264, 8), frame = $("plane-frame").cloneNode(true);
	frame.querySelector("[data-account]").append(cut(account));
	return picture(
		{ width: 324, height: 300 },
		name,
		[...frame.childNodes],
		cloud.map(([side, points]) => points.map(([a, b]) => shape("g", { class: "later" }, mark(side, x(a), y(b), 2)))),
		drawn.map(({ side, years, xs, ys }) => {
			const points = years.map((_, k) => [x(xs[k]), y(ys[k])]), now = years.indexOf(at);
			return [
				shape("path", { class: `line later ${side}`, d: path(points) }),
				shape("path", { class: `line ${side}`, d: path(points.slice(0, now + 1)) }),
				points.map(([a, b], k) => mark(side, a, b, k === now ? { A: 8, B: 5 }[side] ?? 4 : 3)),
			];
		}),
	);
}

/** Bars of shares: rows `{label, bars: [[side, value]]}`. */
export function bars({ name, rows, write }) {
	const each = 22 + 13 * (rows[0]?.bars.length ?? 0), x = scale(0, Math.max(0.05, ...rows.flatMap((row) => row.bars.map(([, value]) => value))), 1, 276);
	return picture(
		{ width: 320, height: rows.length * each },
		name,
		rows.map(({ label, bars }, k) => [
			words(0, k * each + 14, label),
			bars.map(([side, value], i) => [
				shape("rect", { class: `bar ${side}`, x: 0.5, y: k * each + 19 + i * 13, width: x(value), height: 10 }),
				words(x(value) + 6, k * each + 28 + i * 13, write(value), null, { class: "small" }),
			]),
		]),
	);
}

export function sheet(chart, heads, keys, foot) {
	let y = 0;
	const below = (by) => (y += by), inLines = (all) => all.flatMap((text) => text.match(/.{1,48}(\s|$)|.{48}/g)).map((text) => words(0, below(16), text));
	const { width, height } = chart.viewBox.baseVal, shapes = [
		inLines(heads),
		keys.map(([side, text]) => [words(36, below(18), text), line(0, y - 4, 28, y - 4, `line ${side}`), mark(side, 14, y - 4, 3)]),
		shape("g", { transform: `translate(0 ${below(10)})` }, [...chart.cloneNode(true).childNodes]),
		inLines(foot, below(height)),
	];
	const paper = shape("rect", { class: "paper", width: "100%", height: "100%" });
	return picture({ width: width + 24, height: y + 18 }, chart.ariaLabel, paper, shape("g", { transform: "translate(12 6)" }, shapes));
}

export function dots({ name, rows, among = rows, each = 12 }) {
	const width = 270, all = among.flatMap((row) => [row.low, row.high]), hasZero = Math.min(...all) <= 0;
	const [least, most] = ends(all, ...(hasZero ? [0, 0] : [])), x = scale(least, most, 7, width - 7), height = rows.length * each;
	return picture(
		{ width, height },
		name,
		hasZero && line(x(0), 0, x(0), height, "zero"),
		rows.map(({ side, mean, low, high }, k) => {
			const y = (k + 0.5) * each;
			return isKnown(mean) && [line(x(low), y, x(high), y, `reach ${side}`), mark(side, x(mean), y, 4.5)];
		}),
	);
}

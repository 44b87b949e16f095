// Kinds of charts: each is handed numbers, and gives an SVG. A is solid with circles, B dashed with squares, what is
// kept as baseline dotted: told apart without colour.

import { area, line, mark, path, picture, scale, shape, ticks, words } from "./svg.js";

const WIDTH = 320;
const LEFT = 40, RIGHT = 8, TOP = 10, BOTTOM = 22;

/** Lowest and highest of numbers, with some room. */
function ends(values, low = Infinity, high = -Infinity) {
  const known = values.filter(Number.isFinite);
  const [least, most] = [Math.min(low, ...known), Math.max(high, ...known)];
  if (!Number.isFinite(least)) return [0, 1];
  const room = (most - least || Math.abs(most) || 1) * 0.05;
  return [least === low ? least : least - room, most === high ? most : most + room];
}

/** Both axes with their grid. */
function axes(x, y, xs, ys, height, write) {
  const bottom = height - BOTTOM;
  return [
    ...ys.map((value) => line(LEFT, y(value), WIDTH - RIGHT, y(value), value === 0 ? "zero" : "grid")),
    ...ys.map((value) => words(LEFT - 5, y(value) + 4, write.y(value), { "text-anchor": "end" })),
    line(LEFT, bottom, WIDTH - RIGHT, bottom, "axis"),
    ...xs.map((value) => words(x(value), height - 7, write.x(value), { "text-anchor": "middle" })),
  ];
}

/** Stairs: a value holds until the next is reached. */
function stairs(xs, ys) {
  return xs.flatMap((x, k) => (k ? [[x, ys[k - 1]], [x, ys[k]]] : [[x, ys[k]]]));
}

/**
 * Lines over years, with bands.
 *
 * A line is `{side, xs, ys, bands: [{low, high}], isSteps}`; `at` is the year that is looked at.
 */
export function lines({ name, drawn, at, low, high, write, height = 150, x: ofX, marks = [] }) {
  const all = drawn.flatMap((one) => [...one.ys, ...(one.bands ?? []).flatMap((band) => [...band.low, ...band.high])]);
  const [least, most] = ends(all, low, high), xs = drawn.flatMap((one) => one.xs);
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  const x = scale(first, last, LEFT + 6, WIDTH - RIGHT - 6), y = scale(least, most, height - BOTTOM, TOP);
  const places = ofX ?? ticks(first, last, 10).filter(Number.isInteger);
  return picture(
    WIDTH,
    height,
    name,
    ...axes(x, y, places, ticks(least, most), height, write),
    ...(at === undefined ? [] : [line(x(at), TOP, x(at), height - BOTTOM, "now")]),
    ...drawn.flatMap((one) => bands(one, x, y)),
    ...drawn.flatMap((one) => strokes(one, x, y, at)),
    ...marks.map((value) => line(x(value), TOP, x(value), height - BOTTOM, "turn")),
  );
}

function bands({ side, xs, bands: found = [], isSteps }, x, y) {
  return found.map(({ low, high }, k) => {
    const [under, over] = isSteps ? [stairs(xs, low), stairs(xs, high)] : [xs.map((at, i) => [at, low[i]]), xs.map((at, i) => [at, high[i]])];
    const d = area(under.map(([at]) => x(at)), under.map(([, value]) => y(value)), over.map(([, value]) => y(value)));
    return shape("path", { class: `band ${side} band-${k}`, d });
  });
}

function strokes({ side, xs, ys, isSteps }, x, y, at) {
  const points = xs.map((value, k) => [x(value), ys[k] === null ? NaN : y(ys[k])]);
  const d = path(isSteps ? stairs(xs, ys).map(([value, held]) => [x(value), y(held)]) : points);
  const marks = side === "ghost" ? [] : points.map(([left, top], k) => mark(side, left, top, xs[k] === at ? 4.5 : 2.6));
  return [shape("path", { class: `line ${side}`, d }), ...marks];
}

const PLANE = { width: 320, height: 300, left: 36, right: 312, top: 8, bottom: 264 };

/** The dependence plane: a path over the years for each side, from a ring at the start to the year that is looked at. */
export function plane({ name, account, drawn, years, at }) {
  const { width, height, left, right, top, bottom } = PLANE;
  const x = scale(0, 1, left, right), y = scale(0, 1, bottom, top);
  const quarters = [[0.03, 0.94, "depends on you"], [0.54, 0.94, "mutual dependence"], [0.03, 0.04, "independent"], [0.54, 0.04, "you depend on it"]];
  return picture(
    width,
    height,
    name,
    shape("rect", { class: "frame", x: left, y: top, width: right - left, height: bottom - top }),
    line(x(0.5), top, x(0.5), bottom),
    line(left, y(0.5), right, y(0.5)),
    line(left, bottom, right, top, "diagonal"),
    words(x(0.84), y(0.87), "equal", { class: "quiet", transform: `rotate(-43 ${x(0.84)} ${y(0.87)})`, "text-anchor": "middle" }),
    ...quarters.map(([a, b, text]) => words(x(a), y(b), text, { class: "quiet" })),
    ...[0, 0.5, 1].flatMap((value) => [
      words(x(value), bottom + 14, String(value), { "text-anchor": value ? "end" : "start" }),
      words(left - 4, y(value) + (value ? 9 : 0), String(value), { "text-anchor": "end" }),
    ]),
    words((left + right) / 2, height - 6, `Your dependence on ${account}`, { "text-anchor": "middle" }),
    words(11, (top + bottom) / 2, "Its dependence on you", { "text-anchor": "middle", transform: `rotate(-90 11 ${(top + bottom) / 2})` }),
    ...drawn.flatMap((one) => course(one, years, at, x, y)),
  );
}

function course({ side, xs, ys }, years, at, x, y) {
  const points = years.map((_, k) => [xs[k] === null ? NaN : x(xs[k]), ys[k] === null ? NaN : y(ys[k])]);
  const now = years.indexOf(at), until = points.slice(0, now + 1);
  const marks = side === "ghost" ? [] : points.map(([a, b], k) => mark(side, a, b, k === now ? 6.5 : k ? 2 : 3.4));
  return [
    shape("path", { class: `line later ${side}`, d: path(points) }),
    shape("path", { class: `line ${side}`, d: path(until) }),
    ...marks,
  ];
}

/** Bars of shares, A above B. Rows are `{label, bars: [{side, value}]}`. */
export function bars({ name, rows, write }) {
  const each = 44, height = rows.length * each + 4;
  const most = Math.max(0.05, ...rows.flatMap((row) => row.bars.map((bar) => bar.value)));
  const x = scale(0, most, 0, WIDTH - 46);
  return picture(
    WIDTH,
    height,
    name,
    shape("defs", {}, stripes()),
    ...rows.flatMap((row, k) => [
      words(0, k * each + 14, row.label),
      ...row.bars.flatMap((bar, i) => [
        shape("rect", { class: `bar ${bar.side}`, x: 0.5, y: k * each + 19 + i * 11, width: Math.max(1, x(bar.value)), height: 9 }),
        words(x(bar.value) + 6, k * each + 27 + i * 11, write(bar.value), { class: "small" }),
      ]),
    ]),
  );
}

function stripes() {
  const pattern = { id: "stripes", width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  return shape("pattern", pattern, shape("rect", { class: "stripe", width: 2.5, height: 5 }));
}

/** Dots with their intervals below each other, on one scale with zero where it is near. */
export function dots({ name, rows, hasZero }) {
  const width = 150, each = 26, [least, most] = ends(rows.flatMap((row) => [row.low, row.high]), hasZero ? 0 : Infinity, hasZero ? 0 : -Infinity);
  const x = scale(least, most, 6, width - 6);
  return picture(
    width,
    rows.length * each,
    name,
    ...(hasZero ? [line(x(0), 0, x(0), rows.length * each, "zero")] : []),
    ...rows.flatMap((row, k) => dot(row.side, row, x, k * each + each / 2)),
  );
}

function dot(side, { mean, low, high }, x, y) {
  if (!Number.isFinite(mean)) return [];
  return [line(x(low), y, x(high), y, `reach ${side}`), mark(side, x(mean), y, 4.5)];
}

/** A number's low and high end around the lead as it is: a row of the tornado. */
export function reach({ least, most, lead, low, high }) {
  const width = 120, height = 22, x = scale(least, most, 4, width - 4);
  const [from, to] = [Math.min(low, high), Math.max(low, high)];
  return shape(
    "svg",
    { class: "reach-row", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
    line(x(0), 0, x(0), height, "zero"),
    shape("rect", { class: "swing", x: x(from), y: 6, width: Math.max(1, x(to) - x(from)), height: 10 }),
    line(x(lead), 2, x(lead), height - 2, "turn"),
  );
}

/** What the lead is over a control's whole range, under its track. */
export function strip({ name, points, turns, from, to }) {
  const width = 300, height = 30;
  const [least, most] = ends(points.flatMap(({ lead }) => [lead.low, lead.high]), 0, 0);
  const x = scale(from, to, 8, width - 8), y = scale(least, most, height - 2, 2), xs = points.map(({ value }) => x(value));
  const at = (part) => points.map(({ lead }) => y(lead[part]));
  return picture(
    width,
    height,
    name,
    shape("path", { class: "band B band-0", d: area(xs, at("low"), at("high")) }),
    line(0, y(0), width, y(0), "zero"),
    shape("path", { class: "line plain", d: path(xs.map((place, k) => [place, at("mean")[k]])) }),
    ...turns.map((value) => line(x(value), 0, x(value), height, "turn")),
  );
}

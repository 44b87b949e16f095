// Shapes, scales and axes: what all charts are drawn with.

const NAMES = "http://www.w3.org/2000/svg";

/** A shape with attributes and children. */
export function shape(tag, given = {}, ...children) {
  const one = document.createElementNS(NAMES, tag);
  for (const [name, value] of Object.entries(given))
    if (name === "text") one.textContent = value;
    else if (value !== undefined && value !== null) one.setAttribute(name, value);
  one.append(...children);
  return one;
}

/** A picture that says what it shows. */
export const picture = (width, height, name, ...shapes) =>
  shape("svg", { class: "picture", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name }, ...shapes);

/** A map from values to places. */
export const scale = (low, high, from, to) => (value) => from + ((value - low) / (high - low || 1)) * (to - from);

const round = (place) => Math.round(10 * place) / 10;

/** A line through places; where one is not known, it is broken. */
export function path(points) {
  let isDown = false;
  return points
    .map(([x, y]) => {
      if (!Number.isFinite(x) || !Number.isFinite(y)) return (isDown = false), "";
      const move = isDown ? "L" : "M";
      isDown = true;
      return `${move}${round(x)} ${round(y)}`;
    })
    .join("");
}

/** The area between two lines. */
export function area(xs, lows, highs) {
  const known = xs.map((x, k) => [x, lows[k], highs[k]]).filter((one) => one.every(Number.isFinite));
  if (!known.length) return "";
  const over = known.map(([x, , high]) => [x, high]), under = known.map(([x, low]) => [x, low]).reverse();
  return `${path([...over, ...under])}Z`;
}

/** Round numbers between two ends, about so many. */
export function ticks(low, high, about = 4) {
  const rough = (high - low) / about || 1, power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((one) => one * power >= rough) * power;
  const first = Math.ceil(low / step - 1e-9);
  return Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, k) => (first + k) * step);
}

/** The mark of a side: a circle for A, a square for B, a small cross for what is kept. */
export function mark(side, x, y, size = 3) {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return "";
  const [left, top] = [round(x - size), round(y - size)];
  if (side === "A") return shape("circle", { class: "mark A", cx: round(x), cy: round(y), r: size });
  return shape("rect", { class: `mark ${side}`, x: left, y: top, width: 2 * size, height: 2 * size });
}

/** Words at a place. */
export const words = (x, y, text, given = {}) => shape("text", { x: round(x), y: round(y), text, ...given });

/** A straight line. */
export const line = (x1, y1, x2, y2, look = "grid") =>
  shape("line", { class: look, x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) });

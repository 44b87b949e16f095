// Numbers as people read them. Each carries its exact value, and where it stands in the answer.

const MISSING = "–";
const LARGE = [[1e9, 1e9, "billion "], [1e6, 1e6, "million "], [1e4, 1e3, "thousand "]]; // from which on, in units of

/** An element with text, attributes and children: the only way in which this page makes one. */
export function make(tag, given = {}, ...children) {
  const one = document.createElement(tag);
  for (const [name, value] of Object.entries(given))
    if (name === "text") one.textContent = value;
    else if (name.startsWith("on")) one.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) one.setAttribute(name, value === true ? "" : value);
  one.append(...children);
  return one;
}

/** A number with so many decimals, and no minus where it rounds to nothing. */
export const fixed = (value, places) =>
  (Number(value.toFixed(places)) + 0).toLocaleString("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places });

const isShare = (unit) => unit.startsWith("share") || unit === "probability";
const isMoney = (unit) => unit === "money" || unit === "money/year" || unit === "money/round";

/** Decimals of numbers of a unit that stand beside each other. */
function places(unit, values) {
  if (isShare(unit)) return 1;
  if (unit === "money/unit") return 3;
  if (unit === "1" || unit === "level") return 2;
  if (!isMoney(unit)) return unit === "rounds" ? 0 : 1;
  const greatest = Math.max(...values.map(Math.abs), 0);
  return Math.min(Math.max(3 - Math.max(Math.floor(Math.log10(greatest || 1)) + 1, 1), 0), 3);
}

/** How numbers of a unit are written that stand beside each other: what multiplies them, decimals, and the unit in words. */
export function writer(unit, values, money) {
  const known = values.filter((value) => Number.isFinite(value));
  if (isShare(unit)) return style(100, 1, unit === "probability" ? "in 100 runs" : `%${unit.slice(5)}`);
  if (!isMoney(unit)) return style(1, places(unit, known), unit === "1" ? "" : unit.replace("/", " a "));
  const times = (money?.one_money_is ?? 1) * (money && unit === "money/round" ? 4 : 1);
  const most = Math.max(...known.map((value) => Math.abs(times * value)), 0);
  const [, by, word] = (money && LARGE.find(([from]) => most >= from)) || [0, 1, ""];
  const period = unit === "money" ? "" : money || unit === "money/year" ? " a year" : " a round";
  const scale = times / by;
  return style(scale, places(unit, known.map((value) => scale * value)), `${word}${money?.currency ?? "money"}${period}`);
}

function style(scale, decimals, unit) {
  return {
    scale,
    unit,
    number: (value) => (Number.isFinite(value) ? fixed(scale * value, decimals) : MISSING),
    signed: (value) => (Number.isFinite(value) ? (value > 0 ? "+" : "") + fixed(scale * value, decimals) : MISSING),
  };
}

/** An outcome's name as words. */
export const label = (name) =>
  sentence(name.replace(/_(\d+)y$/, (_, years) => ` over ${years} ${years === "1" ? "year" : "years"}`).replaceAll("_", " "));

/** A text that begins with a capital letter. */
export const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A control's value as people read it. */
export function value(control, given) {
  if (given === null || given === undefined) return "not stated";
  if (typeof given === "boolean" || control?.kind === "switch") return given ? "on" : "off";
  if (typeof given !== "number") return String(given);
  const shown = Number((given * (control?.scale ?? 1)).toPrecision(12));
  return `${shown}${control?.unit ? (control.unit.startsWith("%") ? "" : " ") + control.unit : ""}`;
}

/** The first sentences of a text, and the rest. */
export function parted(text, most) {
  const all = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)].map((one) => one.segment);
  return [all.slice(0, most).join("").trim(), all.slice(most).join("").trim()];
}

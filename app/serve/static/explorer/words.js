// Numbers as people read them.

const MISSING = "–";
const LARGE = [[1e9, 1e9, "billion "], [1e6, 1e6, "million "], [1e4, 1e3, "thousand "]]; // from which on, in units of
const PLACES = { "money/unit": 3, "1": 2, level: 2, rounds: 0 };

/** A number with so many decimals, and no minus where it rounds to nothing. */
export const fixed = (value, places) =>
	(Number(value.toFixed(places)) + 0).toLocaleString("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places });

/** How numbers that stand beside each other are written, and their unit. */
export function writer(unit, values = [], money = null) {
	if (unit === "probability") return style(100, 1, "of 100 runs");
	if (unit.startsWith("share")) return style(100, 1, `%${unit.slice(5)}`);
	const isMoney = /^money(?!\/unit)/.test(unit) || (money && unit.startsWith(money.currency)), named = unit === "1" ? "" : unit.replace("/", " a ");
	if (!isMoney) return style(1, PLACES[unit] ?? 1, named);
	const most = Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
	const [, by, word] = (money && LARGE.find(([from]) => most >= from)) || [0, 1, ""];
	const before = Math.max(Math.floor(Math.log10(most / by || 1)) + 1, 1);
	return style(1 / by, Math.max(3 - before, 0), word + named);
}

function style(scale, places, unit) {
	const number = (value) => (Number.isFinite(value) ? fixed(scale * value, places) : MISSING);
	const tick = (value) => String(Number((scale * value).toPrecision(3)));
	return { unit, number, tick, signed: (value) => (value > 0 ? "+" : "") + number(value) };
}

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** A control's value as people read it. */
export function value(control, given) {
	if (given === null || given === undefined || given === "none") return "not stated";
	if (typeof given === "boolean" || control?.kind === "switch") return given ? "on" : "off";
	if (typeof given !== "number") return String(given);
	const { scale = 1, unit = "" } = control ?? {};
	return `${Number((given * scale).toPrecision(12))}${unit && !unit.startsWith("%") ? " " : ""}${unit}`;
}

export const sentences = (text) => [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)].map((one) => one.segment.trim());

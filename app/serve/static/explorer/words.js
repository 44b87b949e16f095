// Numbers as people read them.

const PLACES = { "money/unit": 3, "1": 2 };
const LONGEST = 24; // letters of a name where there is little room
const FORMATS = {}; // which take long to make

/** A number with so many decimals, as sentences have it: rounded as it is held, and only what lies exactly between two to the even one. */
export const fixed = (value, places) =>
	(FORMATS[places] ??= new Intl.NumberFormat("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places, roundingMode: "halfEven", signDisplay: "negative" })).format((value * 2 ** (places + 1)) % 1 ? value.toFixed(places) : value);

/** How numbers of a unit are written, where an answer does not say it. */
export function writer(unit) {
	if (unit === "probability") return style(100, "of 100 runs");
	return unit.startsWith("share") ? style(100, `%${unit.slice(5)}`) : style(1, unit === "1" ? "" : unit.replace("/", " a "), PLACES[unit]);
}

/** Numbers that are so many times as many in a unit. */
export function style(scale, unit, places = 1) {
	const number = (value) => (Number.isFinite(value) ? fixed(scale * value, places) : "–");
	return { unit, number, tick: (value) => short(scale * value, 4), signed: (value) => number(value).replace(/^(?=[\d.,]*[1-9])/, "+") };
}

export const short = (number, digits = 3) => String(Number(number.toPrecision(digits)));

export const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function value(control, given) {
	if ((given ?? "none") === "none") return "not stated";
	if (typeof given === "boolean" || control?.kind === "switch") return given ? "on" : "off";
	if (typeof given !== "number") return String(given);
	const { scale = 1, unit = "" } = control ?? {};
	return `${Number((given * scale).toPrecision(12))}${unit && !unit.startsWith("%") ? " " : ""}${unit}`;
}

export const at = (found, keys) => keys.reduce((one, key) => one?.[key], found);

// Numbers as people read them.

const LONGEST = 24; // letters of a name where there is little room
const FORMATS = {};

/** A number with so many decimals, rounded as commands do: ties to the even one. */
export const fixed = (value, places) =>
	(FORMATS[places] ??= new Intl.NumberFormat("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places, roundingMode: "halfEven", signDisplay: "negative" })).format((value * 2 ** (places + 1)) % 1 ? value.toFixed(places) : value);

/** How numbers are written: so many times as many, in a unit, with decimals. */
export function style([scale, unit, ...places] = [1, ""], k = 0) {
	const number = (value) => (Number.isFinite(value) ? fixed(scale * value, places[k] ?? 1) : "–");
	return { unit, number, full: (value) => joined(number(value), unit), tick: (value) => short(scale * value, 4), signed: (value) => number(value).replace(/^(?=[\d.,]*[1-9])/, "+") };
}

export const short = (number, digits = 3) => String(Number(number.toPrecision(digits)));

export const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export const capital = (text) => text[0].toUpperCase() + text.slice(1);

const joined = (number, unit) => `${number}${unit && !unit.startsWith("%") ? " " : ""}${unit}`;

export const placeOf = (see, outcome) => (see === "all" ? ["outcomes", outcome] : ["accounts", see, outcome]);

export const accountOf = (see) => (see === "all" ? "all accounts" : see);

export function value(control, given) {
	if (given == null) return control?.range || "not stated";
	if (given === control?.back) return "not known";
	if (typeof given === "string") return given.split("..").map((one) => (Number(one) ? value(control, Number(one)) : one)).join(" to ");
	if (typeof given === "boolean" || control?.kind === "switch") return given ? "on" : "off";
	const { scale = 1, unit = "" } = control ?? {};
	return joined(Number((given * scale).toPrecision(12)), unit);
}

export const at = (found, keys) => keys.reduce((one, key) => one?.[key], found);

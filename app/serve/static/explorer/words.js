// Numbers as people read them.

const PLACES = { "money/unit": 3, "1": 2, level: 2, rounds: 0 };
const LONGEST = 24; // letters of a name where there is little room
const FORMATS = {}; // which take long to make

/** A number with so many decimals, rounded as sentences are; nothing has no minus. */
export const fixed = (value, places) =>
	(FORMATS[places] ??= new Intl.NumberFormat("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places, roundingMode: "halfEven", signDisplay: "negative" })).format(value);

/** How numbers beside each other are written: in the step of sentences, unless their lead, `[mean, low, high]`, is small in it. */
export function writer(unit, values = [], money = null, lead = values) {
	if (unit === "probability") return style(100, lead[0] === 0 || Math.abs(lead[0]) >= 0.03 ? 0 : 1, "of 100 runs");
	if (unit.startsWith("share")) return style(100, 1, `%${unit.slice(5)}`);
	const isMoney = /^money(?!\/unit)/.test(unit) || (money && unit.startsWith(money.currency)), named = unit === "1" ? "" : unit.replace("/", " a ");
	if (!isMoney) return style(1, PLACES[unit] ?? 1, named);
	const largest = (all) => Math.max(...all.filter(Number.isFinite).map(Math.abs), 0), most = largest(values), scaled = largest(lead) || most;
	const [by, word] = money?.steps.find(([by]) => scaled >= by / 100) ?? [1, ""];
	const before = Math.max(Math.floor(Math.log10(most / by || 1)) + 1, 1), digits = by > 1 && most < 10 * by ? 4 : 3;
	return style(1 / by, Math.max(digits - before, 0), word + named);
}

function style(scale, places, unit) {
	const number = (value) => (Number.isFinite(value) ? fixed(scale * value, places) : "–");
	return { unit, number, tick: (value) => short(scale * value, 4), signed: (value) => (value > 0 ? "+" : "") + number(value) };
}

export const short = (number, digits = 3) => String(Number(number.toPrecision(digits)));

export const cut = (text) => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export function value(control, given) {
	if ((given ?? control?.back) === control?.back) return "not stated";
	if (typeof given === "boolean" || control?.kind === "switch") return given ? "on" : "off";
	if (typeof given !== "number") return String(given);
	const { scale = 1, unit = "" } = control ?? {};
	return `${Number((given * scale).toPrecision(12))}${unit && !unit.startsWith("%") ? " " : ""}${unit}`;
}

export const at = (found, keys) => keys.reduce((one, key) => one?.[key], found);

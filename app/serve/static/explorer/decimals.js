// Decimal numbers as text: a control's steps are added up exactly, and what is shown is what is sent.

/** Read a decimal text as whole units of its last place. */
function parse(text) {
  const [, sign, whole, part = "", power = "0"] = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(String(text).trim());
  const units = BigInt(whole + part || "0") * (sign ? -1n : 1n);
  const places = part.length - Number(power);
  return places < 0 ? { units: units * 10n ** BigInt(-places), places: 0 } : { units, places };
}

/** Write units of a place as text, without zeros at the end. */
function write({ units, places }) {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places), part = digits.slice(digits.length - places).replace(/0+$/, "");
  return (units < 0n ? "-" : "") + whole + (part && `.${part}`);
}

/** Bring numbers to the same place. */
function aligned(...texts) {
  const read = texts.map(parse), places = Math.max(...read.map((one) => one.places));
  return { places, units: read.map((one) => one.units * 10n ** BigInt(places - one.places)) };
}

/** Whether a text is a plain decimal number. */
export const isDecimal = (text) => /^-?(\d+\.?\d*|\.\d+)$/.test(text);

/** Add so many steps to a number. */
export function plus(text, step, times) {
  const { units: [value, by], places } = aligned(text, step);
  return write({ units: value + by * BigInt(times), places });
}

/** Multiply by a power of ten. */
export function shift(text, power) {
  const { units, places } = parse(text);
  return places < power
    ? write({ units: units * 10n ** BigInt(power - places), places: 0 })
    : write({ units, places: places - power });
}

/** The nearest number that is whole steps away from an origin. */
export function snap(text, step, origin) {
  const { units: [value, by, from], places } = aligned(text, step, origin);
  const steps = (2n * (value - from) + by) / (2n * by);
  return write({ units: from + steps * by, places });
}

/** Keep a number between two others. */
export function between(text, low, high) {
  const { units: [value, least, most] } = aligned(text, low, high);
  return value < least ? String(low) : value > most ? String(high) : text;
}

// Decimal numbers as text: a control's steps are added up exactly, and what is shown is what is sent.

/** Read decimal texts as whole units of the last place that any of them has. */
function units(...texts) {
  const read = texts.map((text) => {
    const [, sign, whole, part = "", power = "0"] = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(text);
    return { digits: BigInt(sign + (whole + part || "0")), places: part.length - power };
  });
  const places = Math.max(0, ...read.map((one) => one.places));
  return [places, ...read.map((one) => one.digits * 10n ** BigInt(places - one.places))];
}

/** Write units of a place as text, without zeros at the end. */
function write(places, value) {
  const digits = String(value).replace("-", "").padStart(places + 1, "0"), point = digits.length - places;
  const part = digits.slice(point).replace(/0+$/, "");
  return (value < 0n ? "-" : "") + digits.slice(0, point) + (part && `.${part}`);
}

/** Whether a text is a plain decimal number. */
export const isDecimal = (text) => /^-?(\d+\.?\d*|\.\d+)$/.test(text);

/** Add so many steps to a number. */
export function plus(text, step, times) {
  const [places, value, by] = units(text, step);
  return write(places, value + by * BigInt(times));
}

/** Multiply by a power of ten. */
export function shift(text, power) {
  const [places, value] = units(text), to = places - power;
  return to < 0 ? write(0, value * 10n ** BigInt(-to)) : write(to, value);
}

/** The nearest number that is whole steps away from an origin. */
export function snap(text, step, origin) {
  const [places, value, by, from] = units(text, step, origin);
  return write(places, from + ((2n * (value - from) + by) / (2n * by)) * by);
}

/** Keep a number between two others. */
export const between = (text, low, high) => (Number(text) < low ? shift(low, 0) : Number(text) > high ? shift(high, 0) : text);

// Decimal numbers as text: what is shown is what is sent.

const places = (text) => {
	const [part, power = 0] = String(text).split("e");
	return Math.max(0, (part.split(".")[1] ?? "").length - power);
};

/** A number with so many decimals, without zeros at the end. */
const plain = (number, many) => (many ? number.toFixed(many).replace(/\.?0+$/, "").replace(/^-0$/, "0") : number.toFixed(0));

/** Whether it is a number as the page writes it; any other, as "4.600", the server reads. */
export const isPlain = (text) => /^(?!\d{1,3}\.\d\d0$)-?(\d{1,9}\.?\d*|\.\d+)$/.test(text);

export const plus = (text, step, times) => plain(Number(text) + step * times, Math.max(places(text), places(step)));

export const shift = (text, power) => plain(text * 10 ** power, Math.max(0, places(text) - power));

/** The nearest number that is whole steps away from an origin. */
export const snap = (text, step, origin) => plus(origin, step, Math.round((text - origin) / step));

export const between = (text, low, high) => shift(Math.min(Math.max(text, low), high), 0);

// Elements of the page. Texts of others come in as text alone.

export const $ = (id) => document.getElementById(id);

export const all = (selector) => [...document.querySelectorAll(selector)];

/** Hear of an event at an element, or at all of a selector; a form is sent by nobody else. */
export function on(where, event, run) {
	for (const one of typeof where === "string" ? all(where) : [where])
		one.addEventListener(event, (told) => {
			if (event === "submit") told.preventDefault();
			run(told, one);
		});
}

/** An element, or with `make.svg` a shape; children may be lists, or nothing. */
export const make = (tag, given, ...children) => filled(document.createElement(tag), given, children);
make.svg = (tag, given, ...children) => filled(document.createElementNS("http://www.w3.org/2000/svg", tag), given, children);

function filled(one, given = {}, children) {
	for (const [name, value] of Object.entries(given))
		if (name === "text") one.textContent = value;
		else if (name === "click") one.addEventListener(name, value);
		else if (value != null) one.setAttribute(name, value);
	one.append(...children.flat(Infinity).filter(Boolean));
	return one;
}

export const list = (place, told) => place.replaceChildren(...told.map((one) => make("li", { text: one.message ?? one })));

export function table(heads, rows, caption = "") {
	const head = heads.map((text) => make("th", { scope: "col", text }));
	const row = ([first, ...cells]) => make("tr", {}, make("th", { ...first, scope: "row" }), cells.map((cell) => make("td", cell)));
	return make("table", {}, make("caption", { text: caption }), make("thead", {}, make("tr", {}, head)), make("tbody", {}, rows.map(row)));
}

export const folded = ({ title, head, rows }) => make("details", { class: "table" }, make("summary", { text: title }), table(head, rows.map((row) => row.map((text) => ({ text })))));

export const options = (place, pairs) => place.append(...pairs.map(([value, text]) => make("option", { value, text })));

export function download(text, name) {
	make("a", { href: URL.createObjectURL(new Blob([text])), download: name }).click();
}

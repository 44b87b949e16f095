// What opens over the page, shortcuts and looks.

import { $, all, on } from "./dom.js";

const { dataset: chosen } = document.documentElement;

export function dialogs() {
	on("[data-opens]", "click", (_, one) => $(one.dataset.opens).showModal());
	on("[data-copies]", "click", (_, one) => {
		$(one.dataset.copies).select();
		document.execCommand("copy"); // the old way, which is there also where a page is not secure
		$("said").textContent = "Copied.";
	});
}

export function looks() {
	const put = ({ dataset: { look }, value }) => (chosen[look] = value);
	on("[data-look]", "change", (_, one) => localStorage.setItem(one.dataset.look, put(one)));
	for (const one of all("[data-look]")) {
		one.value = localStorage.getItem(one.dataset.look) ?? one.value;
		put(one);
	}
}

/** Keys press buttons, outside fields. */
export function shortcuts() {
	on(window, "keydown", (event) => {
		const { target, key, shiftKey, altKey } = event, isWithCtrl = event.ctrlKey || event.metaKey;
		if (altKey || target.matches("select, :read-write") || document.querySelector("dialog[open]")) return;
		if (!isWithCtrl && (chosen.keys === "off" || (key === " " && target.matches("button, a, summary, input")))) return;
		const button = isWithCtrl ? { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()] : { k: "keep", s: "swap", "?": "all-keys", " ": "play" }[key];
		if (!button) return;
		event.preventDefault();
		$(button).click();
	});
}

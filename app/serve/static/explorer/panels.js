// What opens over the page, shortcuts and looks.

import { $, all, on } from "./dom.js";

export function dialogs() {
	on("[data-opens]", "click", (_, one) => $(one.dataset.opens).showModal());
	on("[data-copies]", "click", (_, one) => {
		$(one.dataset.copies).select();
		document.execCommand("copy"); // the old way, which is there also where a page is not secure
		$("said").textContent = "Copied.";
	});
}

export function looks() {
	const put = ({ dataset: { look }, value }) => (document.documentElement.dataset[look] = value);
	on("[data-look]", "change", (_, one) => localStorage.setItem(one.dataset.look, put(one)));
	for (const one of all("[data-look]")) {
		one.value = localStorage.getItem(one.dataset.look) ?? one.value;
		put(one);
	}
}

export function shortcuts(keys) {
	on(window, "keydown", (event) => {
		const { target, key } = event, isField = target.matches("select, :read-write");
		const isWithCtrl = event.ctrlKey || event.metaKey;
		if (isField || event.altKey || document.querySelector("dialog[open]")) return;
		if (!isWithCtrl && (document.documentElement.dataset.keys === "off" || (key === " " && target.matches("button, a, summary, input")))) return;
		const run = keys[isWithCtrl ? { z: event.shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()] : key];
		if (!run) return;
		event.preventDefault();
		run();
	});
}

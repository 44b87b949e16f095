// Own figures: a text, a form and files that write into it.

import { last } from "./answers.js";
import { $, all, download, folded, list, make, on } from "./dom.js";
import { store } from "./state.js";

export function ownScenario() {
	const text = $("toml"), fields = $("own-fields"), rows = $("own-accounts"), placeOf = (field) => field.closest("tbody tr")?.rowIndex - 1;
	let turn, waits, isOwn;

	/** Check the text when it is its turn, with `put` in it, or as a `state` has it. */
	const check = (more) => (turn = Promise.resolve(turn).then(() => checked(more)));
	async function checked(more) {
		const asked = text.value, { faults = [], cost = "", toml, form } = await last("check", { toml: asked, ...more });
		list($("toml-faults"), faults);
		$("toml-cost").textContent = cost;
		text.ariaInvalid = faults.length > 0;
		if (toml && (!isOwn || text.value === asked)) text.value = toml; // or it was written on
		if (form) show(form);
	}
	function show(form) {
		while (rows.children.length < form.accounts.length) rows.append($("own-account").content.cloneNode(true));
		while (rows.children.length > form.accounts.length) rows.lastElementChild.remove();
		for (const one of all("[data-field]")) {
			const { field } = one.dataset, of = form.accounts[placeOf(one)] ?? form;
			if (one !== document.activeElement) one.value = of[field];
			one.title = of.faults[field] ?? ""; // by which it is described, too
			one.ariaInvalid = field in of.faults;
		}
	}
	function open(toml) {
		text.value = toml;
		isOwn = true;
		check();
	}
	on("[data-opens=own]", "click", () => check({ [isOwn ? "beside" : "state"]: store.state }));
	on(text, "input", () => {
		isOwn = true;
		clearTimeout(waits);
		waits = setTimeout(() => check(), 400);
	});
	const put = (what) => ((isOwn = true), check({ put: what }));
	on(fields, "change", ({ target }) => put({ field: target.dataset.field, account: placeOf(target), value: target.value }));
	on(fields, "click", ({ target }) => target.type === "button" && put({ field: "account", account: placeOf(target) }));
	on("#toml-file", "change", async (_, { files: [file] }) => open(await file.text()));
	on("#toml-download", "click", () => download(text.value, `${$("toml-name").value || "scenario"}.toml`));
	on("#own-form", "submit", async () => {
		const { link, faults = [] } = await last("own", { name: $("toml-name").value, toml: text.value, at: location.pathname, state: store.state });
		list($("toml-faults"), faults);
		if (!link) return;
		store.leave();
		location.assign(link);
	});
	return open;
}

/** Own files; what they do not tell is asked for, and answered here. */
export function ownFiles(open) {
	const form = $("import-form"), files = $("files"), answer = $("import-said");
	async function send() {
		const sent = new FormData(form);
		list(answer, ["Reading…"]);
		form.closest("details").open = true;
		if (!$("own").open) $("own").showModal();
		tell(await last("import", sent));
	}
	function tell({ link, toml, mapping = "", read = [], tables = [], faults = [] }) {
		list(answer, read);
		const line = (one) => make("li", { class: one.open ? null : "fault", text: `${one.message} ` }, one.options && choice(one));
		answer.append(...faults.map(line), ...tables.map((one) => make("li", {}, folded(one))));
		if (link) answer.prepend(make("li", {}, make("a", { href: link, text: "Open it" })));
		$("mapping").value = mapping;
		$("again").hidden = !faults.some((one) => one.options) && !mapping;
		if (toml) open(toml);
	}
	const choice = ({ key, message, options: all }) => make("select", { name: key, "aria-label": message }, ["", ...all].map((text) => make("option", { text })));
	const take = () => {
		$("mapping").value = "";
		list(answer, []);
		send();
	};
	on(files, "change", take);
	on(form, "submit", send);
	on(window, "dragover", (event) => event.preventDefault());
	on(window, "drop", (event) => {
		event.preventDefault();
		if (!event.dataTransfer.files.length) return;
		files.files = event.dataTransfer.files;
		take();
	});
}

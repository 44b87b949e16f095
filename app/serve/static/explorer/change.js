// What differs, and what would change it.

import { last } from "./answers.js";
import { dots, lines } from "./charts.js";
import { $, all, folded, make, on } from "./dom.js";
import { canonical, chosenIn, inWords, same, store, valueOf, withValue } from "./state.js";
import { short } from "./words.js";

const chosen = () => chosenIn($("outcome-1"));

export function strips() {
	const kept = new Map();
	let stop = null, touched = null;
	const name = ({ one: { declared }, side }) => canonical([withValue(store.state, side, declared, null), declared.key, side, chosen()]);
	const show = () => {
		const found = touched && kept.get(name(touched));
		if (!found) return;
		const { one, side } = touched, at = valueOf(store.state, side, one.declared) ?? one.declared.taken;
		one.strip(make("small", { text: found.caption }), found.points[0] ? leadLine(found.points, found.turns, { name: found.said, isBare: true, at }) : "");
	};
	on(store, "change", () => {
		stop?.abort();
		stop = null;
		for (const one of all(".strip *")) one.classList.add("old"); // they keep their room
		show();
	});
	on("[name=side]", "change", () => (touched = null));
	return async (one, side) => {
		const { declared: { kind, key } } = one;
		if (kind !== "number") return;
		touched = { one, side };
		const of = name(touched);
		if (kept.has(of)) return show();
		if (stop?.of === of) return; // a hand has come near, and takes hold
		stop?.abort();
		stop = Object.assign(new AbortController(), { of });
		const found = await last("strip", { state: store.state, key, side, ...chosen() }, stop.signal);
		if (found?.turns) kept.set(of, found); // one that is cut off is asked for again
		show();
	};
}

function leadLine(points, turns, given) {
	const of = (part) => points.map((one) => one[part]), xs = of("value");
	const drawn = [{ side: "plain", xs, ys: of("mean"), bands: [[of("low"), of("high")]] }];
	return lines({ drawn, turns, low: 0, high: 0, places: [xs[0], xs.at(-1)], ...given });
}

export function chips(found) {
	const chip = ({ part, whose, undone, text }) => {
		const back = make("button", { type: "button", class: "icon", "aria-label": `Undo ${text}`, text: "×", click: () => store.change(undone) });
		return make("li", { "data-chip": part, "data-whose": whose }, make("span", { text }), back);
	};
	const list = $("chips"), had = list.matches(":focus-within");
	list.replaceChildren(...found.map(chip));
	if (had) (list.querySelector("button") ?? $("sentence")).focus();
}

export function questions() {
	const draws = {
		turns: course,
		rests: tornado,
		levers: tornado,
		understood: ({ tables, read }) => [...tables.map(folded), ...read.map((text) => told(text))],
		knowing: ({ sentence, command }) => [told(sentence), told(command, "code")],
	};
	const of = () => ({ state: store.state, ...chosen() }), sent = { levers: of, turns: () => ({ ...of(), key: $("turn-key").value }) };
	for (const [name, draw] of Object.entries(draws)) ask(name, sent[name] ?? (() => ({ state: store.state })), draw);
}

const told = (text, tag = "p", look) => make(tag, { class: look, text });

/** A button that asks, shows how far it is, and becomes the way to cancel. */
function ask(name, sent, draw) {
	const [button, progress, place, old] = ["", "-progress", "-found", "-old"].map((part) => $(name + part)), words = button.textContent;
	let stop = null, asked = null;
	const isOld = () => {
		old.textContent = asked && !same(asked, sent()) ? `Of what was chosen before (${inWords(asked.state)}): ask again.` : "";
	};
	for (const event of ["change", "look"]) on(store, event, isOld);
	on("#turn-key", "change", isOld);
	on(button, "click", async () => {
		if (stop) return stop.abort();
		stop = new AbortController();
		progress.hidden = false;
		progress.removeAttribute("value");
		button.textContent = "Cancel";
		const now = sent(), found = await last(name, now, stop.signal, (line) => "progress" in line && (progress.value = line.progress));
		if (found) {
			place.replaceChildren(...(found.faults?.map((one) => told(one.message, "p", "fault")) ?? draw(found)));
			asked = now;
			isOld();
		}
		stop = null;
		progress.hidden = true;
		button.textContent = words;
	});
}

function course({ sentence, said, scales: [along, by], course: { points, crossings }, command }) {
	const given = { name: sentence, tickX: (place) => short(along * place), tick: (lead) => short(by * lead) };
	return [told(sentence), leadLine(points, crossings.map((one) => one.value), given), told(said, "p", "quiet"), told(command, "code")];
}

function tornado({ said: { sentence, caption, lead, rows }, command }) {
	const bars = rows.map(({ name, label, text, low, high }) => {
		const bar = dots({ name: `${label} ${text}`, rows: [{ side: "swing", mean: lead, low, high }], among: [...rows, { low: 0, high: 0 }], each: 18 });
		return make("li", { "data-rests": name }, told(label, "span"), bar, told(text, "small"));
	});
	return [told(sentence), told(caption, "p", "quiet"), make("ul", { class: "tornado" }, bars), told(command, "code")];
}

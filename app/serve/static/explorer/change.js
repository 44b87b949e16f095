// What differs, and what would change it: response strips, break-even, what it rests on, what finding out is worth.

import { last, lines as linesOf } from "./answers.js";
import { dots, lines } from "./charts.js";
import { $, make, on } from "./dom.js";
import { canonical, valueOf, withValue } from "./state.js";
import { value, writer } from "./words.js";

/** Strips under the controls: gives what a touch does; `near` hears the nearest that is kept as soon as one is moved. */
export function strips(store, near) {
	const kept = new Map(), { page } = store;
	let stop = new AbortController(), touched = null;
	const nameOf = ({ declared, side }) => canonical([withValue(page, store.state, side, declared, declared.preset ?? declared.default), declared.key, side]);
	on(store, "change", () => {
		stop.abort();
		const found = touched && kept.get(nameOf(touched)), now = () => valueOf(page, store.state, touched.side, touched.declared) ?? touched.declared.taken;
		const away = ({ value }) => Math.abs(value - now());
		if (found) near(found.points.reduce((one, other) => (away(other) < away(one) ? other : one)));
	});
	return async (one, side) => {
		const { declared } = one, { state } = store;
		if (declared.kind !== "number") return;
		touched = { declared, side };
		const name = nameOf(touched);
		stop.abort();
		stop = new AbortController();
		if (!kept.has(name)) await read({ state, key: declared.key, side }, stop.signal, (found) => kept.set(name, found));
		if (kept.has(name)) one.strip(stripOf(kept.get(name), declared, page.scenario.money));
	};
}

/** Read a strip; one that is cut off is asked for again at the next touch. */
async function read(asked, signal, keep) {
	const points = [];
	try {
		for await (const line of linesOf("/x/strip", asked, signal)) line.turns ? keep({ points, turns: line.turns }) : points.push(line);
	} catch {}
}

function leadLine(points, turns, given) {
	const of = (part) => points.map(({ lead }) => lead[part]);
	const drawn = [{ side: "plain", xs: points.map((one) => one.value), ys: of("mean"), bands: [[of("low"), of("high")]] }];
	return lines({ drawn, turns, low: 0, high: 0, ...given });
}

function stripOf({ points, turns }, declared, money) {
	const write = writer(points[0].lead.unit, points.map(({ lead }) => lead.mean), money), say = (given) => value(declared, given);
	const ends = [points[0], points.at(-1)].map((one) => `${write.signed(one.lead.mean)} at ${say(one.value)}`);
	const turn = turns.map((one) => `, nothing at ${say(one)}`).join("");
	return leadLine(points, turns, { name: `B less A in profit: ${ends.join(", ")}, ${write.unit}${turn}.`, isBare: true });
}

export function chips(store, found) {
	const chip = ({ control, part, side, from, to, undone }) => {
		const whose = side || (control ? "both sides" : ""), text = `${control?.label ?? part}: ${value(control, from)} → ${value(control, to)}${whose && `, ${whose}`}`;
		const back = make("button", { type: "button", class: "icon", "aria-label": `Undo ${text}`, text: "×", click: () => store.change(undone) });
		return make("li", { "data-chip": control?.key ?? part, "data-side": side }, make("span", { text }), back);
	};
	$("chips").replaceChildren(...found.map(chip));
	$("same").hidden = found.length > 0;
	$("reset-all").hidden = !found.length;
}

/** The three questions that take a while, and are asked by a person alone. */
export function questions(store) {
	const { controls, scenario: { money } } = store.page, isVaried = (one) => one.kind === "number" && one.group !== "more";
	on(store, "more", ({ detail }) => $("turn-key").append(...detail.filter(isVaried).map((one) => make("option", { value: one.key, text: one.label }))));
	const draws = {
		turns: (found) => courseOf(found, controls.find((one) => one.key === $("turn-key").value), money),
		rests: ({ rests_on: found }) => (found ? tornado(found, money) : [told("Nothing is decided here.")]),
		knowing: ({ knowing, command }) => [told(knowing.answer), told(command, "code")],
	};
	for (const [name, draw] of Object.entries(draws)) ask(name, () => ({ state: store.state, key: $("turn-key").value }), draw);
	on(store, "change", () => {
		for (const name of Object.keys(draws)) $(`${name}-old`).hidden = !$(`${name}-found`).firstChild;
	});
}

const told = (text, tag = "p", look) => make(tag, { class: look, text: text ?? "" });

/** A button that asks, shows how far it is, and becomes the way to cancel. */
function ask(name, sent, draw) {
	const [button, progress, place] = ["", "-progress", "-found"].map((part) => $(name + part)), words = button.textContent;
	let stop = null;
	on(button, "click", async () => {
		if (stop) return stop.abort();
		stop = new AbortController();
		progress.hidden = false;
		progress.removeAttribute("value");
		button.textContent = "Cancel";
		try {
			const found = await last(`/x/${name}`, sent(), stop.signal, (line) => "progress" in line && (progress.value = line.progress));
			place.replaceChildren(...(found.faults?.length ? found.faults.map((one) => told(one.message, "p", "fault")) : draw(found)));
			$(`${name}-old`).hidden = true;
		} catch {} // cancelled: what was there stays
		stop = null;
		progress.hidden = true;
		button.textContent = words;
	});
}

function courseOf({ sentence, course, command, unit }, { label, scale }, money) {
	const points = course.points.map((lead) => ({ value: lead.value, lead })), turns = course.crossings.map((one) => one.value);
	const write = writer(unit, points.map(({ lead }) => lead.mean), money), tickX = (place) => String(Number((scale * place).toPrecision(3)));
	const svg = leadLine(points, turns, { name: sentence, places: [points[0].value, points.at(-1).value], tickX, tick: write.tick });
	return [told(sentence), svg, told(`B less A, ${write.unit}, along ${label}.`, "p", "quiet"), told(command, "code")];
}

const SHOWN = 12;

/** Numbers that nobody stated, those first that move the lead most, with the lead at low and high. */
function tornado({ numbers, lead, sentence }, money) {
	const all = [...numbers].sort((a, b) => Math.abs(b.swing.mean) - Math.abs(a.swing.mean)).slice(0, SHOWN);
	const means = all.flatMap((one) => [one.at_low.mean, one.at_high.mean]), write = writer(lead.unit, means, money);
	const among = [{ low: Math.min(...means, 0), high: Math.max(...means, 0) }];
	const rows = all.map(({ name, question, range, at_low: low, at_high: high }) => {
		const text = `${write.signed(low.mean)} at ${range[0]}, ${write.signed(high.mean)} at ${range[1]}`, row = { side: "swing", mean: lead.mean, low: low.mean, high: high.mean };
		const bar = dots({ name: `${question || name} ${text}`, rows: [row], among, width: 270, each: 18 });
		return make("li", { "data-rests": name, title: name }, told(question || name, "span"), bar, told(text, "small"));
	});
	return [told(sentence), told(`B less A, ${write.unit}, with each low and high.`, "p", "quiet"), make("ul", { class: "tornado" }, ...rows)];
}

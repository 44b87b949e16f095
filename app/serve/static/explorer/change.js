// What differs, and what would change it: response strips, break-even, what it rests on, what finding out is worth.

import { last, lines as linesOf } from "./answers.js";
import { dots, lines } from "./charts.js";
import { $, folded, make, on } from "./dom.js";
import { canonical, differing, valueOf, withValue } from "./state.js";
import { value, writer } from "./words.js";

/** The outcome of the first figure, and whose: strips and break-even are of it. */
function chosen(store) {
	const [whose, outcome] = $("figure-1").querySelector("select").value.split(":");
	return { outcome, account: whose === "all" ? "all" : store.view.see };
}

/** Strips under the controls: gives what a touch does; `near` hears the nearest that is kept as soon as one is moved. */
export function strips(store, near) {
	const kept = new Map(), { page } = store;
	let stop = new AbortController(), touched = null;
	const nameOf = ({ declared, side }) => canonical([withValue(page, store.state, side, declared, declared.preset ?? declared.default), declared.key, side, chosen(store)]);
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
		if (!kept.has(name)) await read({ state, key: declared.key, side, ...chosen(store) }, stop.signal, (found) => kept.set(name, found));
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
	return leadLine(points, turns, { name: `B less A, ${$("figure-1").querySelector("select").selectedOptions[0].text}: ${ends.join(", ")}, ${write.unit}${turn}.`, isBare: true });
}

function changeOf({ control, part, side, from, to }) {
	const whose = side || (control ? "both sides" : "");
	return `${control?.label ?? part}: ${value(control, from)} → ${value(control, to)}${whose && `, ${whose}`}`;
}

export function chips(store, found) {
	const chip = (one) => {
		const { control, part, side, undone } = one, text = changeOf(one);
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
		rests: ({ rests_on: found, said }) => (found ? tornado(found, said, money) : [told("Nothing is decided here.")]),
		levers: ({ levers, said }) => tornado(levers, said, money),
		understood: ({ tables, read }) => [...tables.map(folded), ...read.map((text) => told(text))],
		knowing: ({ sentence, command }) => [told(sentence), told(command, "code")],
	};
	const of = () => ({ state: store.state, ...chosen(store) }), sent = { levers: of, turns: () => ({ ...of(), key: $("turn-key").value }) };
	for (const [name, draw] of Object.entries(draws)) ask(store, name, sent[name] ?? (() => ({ state: store.state })), draw);
}

const told = (text, tag = "p", look) => make(tag, { class: look, text: text ?? "" });

/** A button that asks, shows how far it is, and becomes the way to cancel. */
function ask(store, name, sent, draw) {
	const [button, progress, place] = ["", "-progress", "-found"].map((part) => $(name + part)), words = button.textContent;
	let stop = null, of = null;
	/** What is shown says of which state it is, unless that is the present one. */
	const isOld = () => {
		const old = $(`${name}-old`), all = of ? differing(store.page, of.state).map(changeOf) : [];
		old.hidden = !of || canonical(of) === canonical(sent());
		old.textContent = `Of what was chosen before (${all.join("; ") || "the preset"}): ask again.`;
	};
	for (const event of ["change", "look"]) on(store, event, isOld);
	for (const one of [$("turn-key"), $("figure-1")]) on(one, "change", isOld);
	on(button, "click", async () => {
		if (stop) return stop.abort();
		stop = new AbortController();
		progress.hidden = false;
		progress.removeAttribute("value");
		button.textContent = "Cancel";
		try {
			const asked = sent(), found = await last(`/x/${name}`, asked, stop.signal, (line) => "progress" in line && (progress.value = line.progress));
			place.replaceChildren(...(found.faults?.length ? found.faults.map((one) => told(one.message, "p", "fault")) : draw(found)));
			of = asked;
			isOld();
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
function tornado({ numbers, lead }, { sentence, labels, ends }, money) {
	const all = numbers.map((one, k) => ({ ...one, label: labels[k], ends: ends[k] })).sort((a, b) => Math.abs(b.swing.mean) - Math.abs(a.swing.mean)).slice(0, SHOWN);
	const means = all.flatMap((one) => [one.at_low.mean, one.at_high.mean]), write = writer(lead.unit, means, money);
	const among = [{ low: Math.min(...means, 0), high: Math.max(...means, 0) }];
	const rows = all.map(({ name, label, ends, at_low: low, at_high: high }) => {
		const text = `${write.signed(low.mean)} at ${ends[0]}, ${write.signed(high.mean)} at ${ends[1]}`, row = { side: "swing", mean: lead.mean, low: low.mean, high: high.mean };
		const bar = dots({ name: `${label} ${text}`, rows: [row], among, width: 270, each: 18 });
		return make("li", { "data-rests": name, title: name }, told(label, "span"), bar, told(text, "small"));
	});
	return [told(sentence), told(`B less A, ${write.unit}, with each low and high.`, "p", "quiet"), make("ul", { class: "tornado" }, ...rows)];
}

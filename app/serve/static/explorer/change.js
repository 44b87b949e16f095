// What differs, and what would change it: response strips, break-even, what it rests on, what finding out is worth.

import { last } from "./answers.js";
import { dots, lines } from "./charts.js";
import { $, folded, make, on } from "./dom.js";
import { canonical, inWords, same, valueOf, withValue } from "./state.js";
import { short, value, writer } from "./words.js";

/** The outcome of the first figure, and whose: strips and break-even are of it. */
function chosen(store) {
	const [whose, outcome] = $("outcome-1").value.split(":");
	return { outcome, account: whose === "all" ? "all" : store.view.see };
}

/** Strips under the controls: gives what a touch does; one that is kept shows at once where the control stands on it. */
export function strips(store) {
	const kept = new Map(), { page } = store;
	let stop = new AbortController(), touched = null;
	const name = ({ one: { declared }, side }) => canonical([withValue(page, store.state, side, declared, null), declared.key, side, chosen(store)]);
	const show = () => {
		const found = touched && kept.get(name(touched));
		if (found) touched.one.strip(stripOf(found, touched.one.declared, page.scenario.money, valueOf(page, store.state, touched.side, touched.one.declared)));
	};
	on(store, "change", () => (stop.abort(), show()));
	return async (one, side) => {
		const { declared: { kind, key } } = one, points = [], hear = ({ value, lead }) => lead && points.push({ value, ...lead });
		if (kind !== "number") return;
		touched = { one, side };
		stop.abort();
		stop = new AbortController();
		const of = name(touched), isKept = kept.has(of);
		const found = isKept || (await last("/x/strip", { state: store.state, key, side, ...chosen(store) }, stop.signal, hear));
		if (found?.turns) kept.set(of, { points, turns: found.turns }); // one that is cut off is asked for again at the next touch
		show();
	};
}

function leadLine(points, turns, given) {
	const of = (part) => points.map((one) => one[part]), xs = of("value");
	const drawn = [{ side: "plain", xs, ys: of("mean"), bands: [[of("low"), of("high")]] }];
	return lines({ drawn, turns, low: 0, high: 0, places: [xs[0], xs.at(-1)], ...given });
}

function stripOf({ points, turns }, declared, money, at) {
	const write = writer(points[0].unit, points.map((one) => one.mean), money);
	const ends = [points[0], points.at(-1)].map((one) => `${write.signed(one.mean)} at ${value(declared, one.value)}`);
	const turn = turns.map((one) => `, nothing at ${value(declared, one)}`).join("");
	return leadLine(points, turns, { name: `B less A, ${$("outcome-1").selectedOptions[0].text}: ${ends.join(", ")}, ${write.unit}${turn}.`, isBare: true, at });
}

export function chips(store, found) {
	const chip = ({ part, whose, undone, text }) => {
		const back = make("button", { type: "button", class: "icon", "aria-label": `Undo ${text}`, text: "×", click: () => store.change(undone) });
		return make("li", { "data-chip": part, "data-whose": whose }, make("span", { text }), back);
	};
	$("chips").replaceChildren(...found.map(chip));
}

/** The three questions that take a while, and are asked by a person alone. */
export function questions(store) {
	const { controls, scenario: { money } } = store.page;
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

const told = (text, tag = "p", look) => make(tag, { class: look, text });

/** A button that asks, shows how far it is, and becomes the way to cancel. */
function ask(store, name, sent, draw) {
	const [button, progress, place, old] = ["", "-progress", "-found", "-old"].map((part) => $(name + part)), words = button.textContent;
	let stop = null, asked = null;
	/** What is shown says of which state it is, unless that is the present one. */
	const isOld = () => {
		old.hidden = !asked || same(asked, sent());
		if (asked) old.textContent = `Of what was chosen before (${inWords(store.page, asked.state)}): ask again.`;
	};
	for (const event of ["change", "look"]) on(store, event, isOld);
	on($("turn-key"), "change", isOld);
	on(button, "click", async () => {
		if (stop) return stop.abort();
		stop = new AbortController();
		progress.hidden = false;
		progress.removeAttribute("value");
		button.textContent = "Cancel";
		const now = sent(), found = await last(`/x/${name}`, now, stop.signal, (line) => "progress" in line && (progress.value = line.progress));
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

function courseOf({ sentence, course: { points, crossings }, command, unit }, { label, scale }, money) {
	const write = writer(unit, points.map((one) => one.mean), money), tickX = (place) => short(scale * place);
	const svg = leadLine(points, crossings.map((one) => one.value), { name: sentence, tickX, tick: write.tick });
	return [told(sentence), svg, told(`B less A, ${write.unit}, along ${label}.`, "p", "quiet"), told(command, "code")];
}

/** Numbers that nobody stated, the twelve that move the lead most, with the lead at low and high. */
function tornado({ numbers, lead }, { sentence, labels, ends }, money) {
	const all = numbers.map((one, k) => ({ ...one, label: labels[k], ends: ends[k] })).sort((a, b) => Math.abs(b.swing.mean) - Math.abs(a.swing.mean)).slice(0, 12);
	const means = all.flatMap((one) => [one.at_low.mean, one.at_high.mean]), write = writer(lead.unit, means, money);
	const among = [{ low: Math.min(...means, 0), high: Math.max(...means, 0) }];
	const rows = all.map(({ name, label, ends, at_low: low, at_high: high }) => {
		const text = `${write.signed(low.mean)} at ${ends[0]}, ${write.signed(high.mean)} at ${ends[1]}`;
		const bar = dots({ name: `${label} ${text}`, rows: [{ side: "swing", mean: lead.mean, low: low.mean, high: high.mean }], among, width: 270, each: 18 });
		return make("li", { "data-rests": name, title: name }, told(label, "span"), bar, told(text, "small"));
	});
	return [told(sentence), told(`B less A, ${write.unit}, with each low and high.`, "p", "quiet"), make("ul", { class: "tornado" }, ...rows)];
}

// Controls, one for a parameter. Answers never write to them.

import { RETRY, last } from "./answers.js";
import { between, isPlain, plus, shift, snap } from "./decimals.js";
import { $, on, options } from "./dom.js";
import { value } from "./words.js";

let count = 0;

/** Make a control; `told` hears of changes, settling and touches. */
export function makeControl(declared, told) {
	const element = $(`control-${declared.kind}`).content.cloneNode(true).firstElementChild, id = `control-${++count}`;
	const part = (name) => element.querySelector(`.${name}`);
	element.dataset.key = declared.key;
	const inputs = [...element.querySelectorAll("[data-of]")], [input] = inputs, fault = part("fault"), reset = part("reset");
	[input.id, fault.id, part("unit").id] = [id, `${id}-fault`, `${id}-unit`];
	element.querySelector("label").htmlFor = id;
	for (const one of element.querySelectorAll("[data-text]")) one.textContent = declared[one.dataset.text];
	element.querySelector("summary").ariaLabel = `About ${declared.label}`;
	reset.ariaLabel = `Reset ${declared.label}`;
	for (const one of inputs) one.setAttribute("aria-describedby", `${id}-unit ${id}-fault`);
	let base = null, shown = null, stands = false, rest = 0, wrong = "";
	const fails = (message) => {
		const said = $("said");
		if (!["", fault.textContent, said.textContent].includes((message ||= wrong))) said.textContent = message;
		fault.textContent = message;
		for (const one of inputs) one.ariaInvalid = !!message;
	};
	/** What was typed stands until it is read, or the value is another. */
	const waits = (message) => ((stands = true), fails((wrong = message)));
	const show = KINDS[declared.kind](declared, inputs, { ...told, waits });
	const focus = () => input.focus();
	on(reset, "click", () => (told.change(base, true), focus()));
	on(part("usual"), "click", () => told.change(declared.default, true));
	element.addEventListener("input", () => ([stands, wrong] = [false, ""]), true); // before it is taken
	on(element, "focusin", told.touch);
	on(element, "pointerenter", () => (rest = setTimeout(told.touch, 150)));
	on(element, "pointerleave", () => clearTimeout(rest));
	return {
		element,
		declared,
		show(now, from) {
			if (stands && now === shown && from === base) return; // to write to all takes milliseconds
			[stands, shown, base, wrong] = [true, now, from, ""];
			show(now, from);
			reset.title = `Back to ${value(declared, base)}`;
			element.classList.toggle("changed", now !== base);
		},
		fault: fails,
		focus,
		strip: (...pictures) => part("strip")?.replaceChildren(...pictures),
		leave: () => (stands = false),
	};
}

const KINDS = { number, switch: box, choice };

function number(declared, [field, track], told) {
	const { step, label, unit, taken, power, from: low, to: high } = declared, tenth = shift(step, -1);
	const shown = (text) => text && shift(text, power), meant = (text) => text && shift(text, -power);
	const typed = () => field.value.trim();
	let now = "";
	/** Unless it may be meant otherwise, or stands already. */
	const isRead = (text) => isPlain(text) && (meant(text) === now || !(Math.abs(meant(text)) > declared.most));
	track.step = tenth;
	track.ariaLabel = label;
	const moveTrack = (text) => {
		now = text;
		track.min = text && text < low ? text : low;
		track.max = text > high ? text : high;
		track.value = text || (taken ?? low); // of what is not stated, in the track's own ends
		track.ariaValueText = text ? `${shown(text)} ${unit}` : declared.range || "not stated";
	};
	const take = (text) => {
		moveTrack(text);
		told.change(text ? Number(text) : null, false);
	};
	const put = (wished) => {
		take(between(wished, declared.low ?? -Infinity, declared.high ?? Infinity));
		field.value = shown(now);
	};
	on(track, "input", () => put(snap(track.value, step, low)));
	on(field, "input", () => {
		if (isRead(typed())) return take(meant(typed()));
		track.ariaValueText = "not read yet";
		told.waits("");
	});
	for (const one of [track, field]) {
		const led = ({ key, shiftKey }) => {
			if (one === field && /Left|Right|Home|End/.test(key)) return null;
			const times = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[key];
			return times ? plus(now || track.value, shiftKey ? tenth : step, times) : ({ Home: low, End: high }[key] ?? null);
		};
		on(one, "keydown", (event) => {
			const text = led(event);
			if (text === null) return;
			event.preventDefault();
			put(text);
		});
		on(one, "keyup", (event) => led(event) !== null && told.settle());
		on(one, "change", async function read() {
			let text = typed();
			if (text && !isRead(text)) {
				const { number, faults, isAway } = await last("number", { ...declared, typed: text });
				if (text !== typed()) return;
				told.waits(faults?.[0].message ?? "");
				if (isAway) setTimeout(() => text === typed() && read(), RETRY);
				if (faults) return;
				text = number;
			}
			if (meant(text) !== now) take(meant(text));
			field.value = shown(now);
			told.settle();
		});
	}
	return (given, usual) => {
		moveTrack(typeof given === "number" ? shift(given, 0) : "");
		field.placeholder = typeof given === "string" ? value(declared, given) : declared.placeholder;
		if (meant(typed()) !== now) field.value = shown(now);
		const { min, max, parentElement } = track;
		parentElement.style.setProperty("--usual", ((usual ?? taken ?? 2 * min - max) - min) / (max - min)); // of nothing outside
	};
}

function box({ default: usual }, [input], told) {
	on(input, "change", () => told.change(typeof usual === "boolean" ? input.checked : Number(input.checked), true));
	return (value) => (input.checked = Boolean(value));
}

function choice({ options: all }, [input], told) {
	options(input, all);
	on(input, "change", () => told.change(input.value || null, true));
	return (value) => (input.value = value ?? all[0][0]);
}

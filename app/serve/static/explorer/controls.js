// Controls: a label, a track and a field for one parameter each. Answers never write to them.

import { between, isDecimal, plus, shift, snap } from "./decimals.js";
import { make, value as written } from "./words.js";

let count = 0;

/** A button without words, which says what it does. */
const icon = (text, name, click, given = {}) =>
  make("button", { type: "button", class: "icon", "aria-label": name, title: name, onclick: click, text, ...given });

/**
 * Make a control.
 *
 * `told.change(value, isSettled)` hears what is chosen, `told.touch(control)` that it is rested on.
 * Gives `{element, declared, show(value, base), fault(message), strip(picture)}`.
 */
export function makeControl(declared, told) {
  const id = `c${++count}`, fault = make("p", { class: "fault", id: `${id}-fault`, hidden: true });
  const meaning = make("p", { class: "meaning", id: `${id}-meaning`, hidden: true, text: about(declared) });
  const strip = make("div", { class: "strip" });
  const input = KINDS[declared.kind](declared, id, told);
  let base = null;
  const reset = icon("•", `Reset ${declared.label}`, () => told.change(base, true), { class: "icon reset", hidden: true });
  const help = icon("?", `About ${declared.label}`, () => open(help, meaning), { "aria-expanded": "false", "aria-controls": meaning.id });
  const unit = make("small", { id: `${id}-unit`, text: declared.unit });
  const name = make("label", { for: id }, make("span", { text: declared.label }), unit);
  const head = make("div", { class: "head" }, name, ...input.head, reset, help);
  const element = make("div", { class: "control", "data-key": declared.key, "data-kind": declared.kind }, head, ...input.below, strip, fault, meaning);
  let rest = 0;
  element.addEventListener("focusin", () => told.touch(declared));
  element.addEventListener("pointerenter", () => (rest = setTimeout(() => told.touch(declared), 150)));
  element.addEventListener("pointerleave", () => clearTimeout(rest));
  return {
    element,
    declared,
    show(value, from) {
      base = from;
      input.show(value);
      reset.hidden = value === base;
      reset.title = `Back to ${written(declared, base)}`;
      element.classList.toggle("changed", value !== base);
    },
    fault(message) {
      fault.textContent = message;
      fault.hidden = !message;
      for (const one of input.fields) {
        one.setAttribute("aria-describedby", message ? fault.id : unit.id);
        one.toggleAttribute("aria-invalid", Boolean(message));
      }
    },
    strip: (picture) => strip.replaceChildren(...(picture ? [picture] : [])),
  };
}

function open(button, part) {
  part.hidden = !part.hidden;
  button.setAttribute("aria-expanded", String(!part.hidden));
}

/** What a declaration says: meaning, range, default, source and key. */
function about({ meaning, low, high, scale, default: usual, source, key, unit, choices }) {
  const ends = [low, high].map((end) => written({ scale, unit }, end));
  const range = choices.length ? choices.join(", ") : low === null || high === null ? "" : `${ends[0]} to ${ends[1]}`;
  const parts = [meaning, range && `Allowed: ${range}.`, `Default: ${written({ scale, unit }, usual)}.`, source && `Source: ${source}.`, key];
  return parts.filter(Boolean).join(" ");
}

const KINDS = { number, switch: toggle, choice };

/** A track and a field that show the same number; the field in the unit of people. */
function number(declared, id, told) {
  const power = Math.round(Math.log10(declared.scale)), tenth = shift(declared.step, -1);
  const shown = (text) => (text === "" ? "" : shift(text, power));
  const low = String(declared.from), high = String(declared.to), least = String(declared.low ?? -1e9), most = String(declared.high ?? 1e9);
  const field = make("input", { id, type: "text", inputmode: "decimal", autocomplete: "off", maxlength: 20, "aria-describedby": `${id}-unit` });
  const track = make("input", { type: "range", min: low, max: high, step: tenth, "aria-label": declared.label });
  let now = "";
  const put = (text, isSettled = false) => {
    showTrack(text);
    field.value = shown(text);
    told.change(text === "" ? null : Number(text), isSettled);
  };
  const showTrack = (text) => {
    now = text;
    track.max = Number(text) > declared.to ? text : high;
    track.min = Number(text) < declared.from ? text : low;
    track.value = text === "" ? low : text;
    track.setAttribute("aria-valuetext", text === "" ? "not stated" : `${shown(text)} ${declared.unit}`);
  };
  const keys = (event) => {
    const text = moved(event, now === "" ? low : now, declared.step, tenth, [least, most], [low, high]);
    if (text === null || (event.target === field && /Left|Right|Home|End/.test(event.key))) return;
    event.preventDefault();
    put(text);
  };
  track.addEventListener("input", () => put(between(snap(track.value, declared.step, low), least, most)));
  field.addEventListener("input", () => {
    const typed = field.value.trim().replace(/^([^.,]*),([^.,]*)$/, "$1.$2");
    const isNumber = isDecimal(typed);
    if (isNumber) showTrack(shift(typed, -power));
    if (isNumber || typed === "") told.change(typed === "" ? null : Number(now), false);
    else told.wrong(`“${typed}” is no number.`);
  });
  for (const one of [track, field]) {
    one.addEventListener("keydown", keys);
    for (const end of ["change", "keyup"]) one.addEventListener(end, () => told.settle());
  }
  return {
    head: [field],
    below: [track],
    fields: [field, track],
    show(value) {
      showTrack(value === null || value === undefined ? "" : plus(String(value), "0", 0));
      field.value = shown(now);
    },
  };
}

/** The number to which a key moves: a step, with Shift a tenth of it, ten by pages, or to an end. */
function moved({ key, shiftKey }, now, step, tenth, [least, most], [low, high]) {
  const times = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 10, PageDown: -10 }[key];
  if (times) return between(plus(now, shiftKey ? tenth : step, times), least, most);
  return { Home: low, End: high }[key] ?? null;
}

/** On or off: a box, of which levers are 1 or 0. */
function toggle(declared, id, told) {
  const box = make("input", { id, type: "checkbox", "aria-describedby": `${id}-unit` });
  const isPlain = typeof declared.default === "boolean";
  box.addEventListener("change", () => told.change(isPlain ? box.checked : Number(box.checked), true));
  return { head: [box], below: [], fields: [box], show: (value) => (box.checked = Boolean(value)) };
}

/** One of some words, or not stated. */
function choice(declared, id, told) {
  const unstated = declared.preset === null ? [make("option", { value: "", text: "I don't know" })] : [];
  const list = make("select", { id, "aria-describedby": `${id}-unit` }, ...unstated, ...declared.choices.map((text) => make("option", { value: text, text })));
  list.addEventListener("change", () => told.change(list.value || null, true));
  return { head: [list], below: [], fields: [list], show: (value) => (list.value = value ?? "") };
}

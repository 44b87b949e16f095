// What would change it: response strips, break-even, what it rests on, what finding out is worth.

import { last, lines } from "./answers.js";
import { lines as drawLines, reach, strip } from "./charts.js";
import { canonical, withValue } from "./state.js";
import { make, value, writer } from "./words.js";

const $ = (id) => document.getElementById(id);

/** Show the lead over a control's range under its track; any other wish ends it. */
export function strips(store) {
  const kept = new Map();
  let stop = new AbortController();
  const cancel = () => stop.abort();
  async function touch(one, side) {
    const { declared } = one;
    if (declared.kind !== "number") return;
    const asked = { state: withValue(store.page, store.state, side, declared, declared.preset ?? undefined), key: declared.key, side: side || "both" };
    const name = canonical(asked);
    cancel();
    stop = new AbortController();
    if (!kept.has(name)) {
      const points = [];
      let turns = null;
      try {
        for await (const line of lines("/x/strip", { ...asked, state: store.state }, stop.signal)) line.turns ? (turns = line.turns) : points.push(line);
      } catch {
        return; // it is asked for again when the control is touched again
      }
      if (turns && points.length) kept.set(name, { points, turns });
    }
    if (kept.has(name)) one.strip(drawStrip(kept.get(name), declared, store.page.scenario.money));
  }
  return { touch, cancel };
}

function drawStrip({ points, turns }, declared, money) {
  const write = writer(points[0].lead.unit, points.map(({ lead }) => lead.mean), money), ends = [points[0], points.at(-1)];
  const said = ends.map((one) => `${write.signed(one.lead.mean)} at ${value(declared, one.value)}`).join(", ");
  const turn = turns.length ? ` It turns at ${turns.map((one) => value(declared, one)).join(" and ")}.` : "";
  return strip({ name: `B less A in profit: ${said}, ${write.unit}.${turn}`, points, turns, from: ends[0].value, to: ends[1].value });
}

/** Chips of what differs from the preset, each with a way back. */
export function chips(store, found) {
  const list = found.map(({ control, part, side, from, to, undone }) => {
    const what = control?.label ?? part, text = `${what}: ${value(control, from)} → ${value(control, to)}${side ? `, ${side}` : control ? ", both sides" : ""}`;
    const back = make("button", { type: "button", class: "icon", "aria-label": `Undo ${text}`, text: "×", onclick: () => store.change(undone) });
    return make("li", { "data-chip": control?.key ?? part, "data-side": side }, make("span", { text }), back);
  });
  $("chips").replaceChildren(...list);
  $("same").hidden = list.length > 0;
  $("reset-all").hidden = !list.length;
}

/** Wire the three questions that take a while; each can be cancelled, and is asked again only by a person. */
export function questions(store) {
  const numbers = store.page.controls.filter((one) => one.kind === "number" && one.group !== "more");
  $("turn-key").append(...numbers.map((one) => make("option", { value: one.key, text: one.label })));
  const key = () => $("turn-key").value;
  ask("turns", () => ({ state: store.state, key: key() }), (found) => courseOf(found, numbers.find((one) => one.key === key()), store.page.scenario.money));
  ask("rests", () => ({ state: store.state }), (found) => tornado(found.rests_on, store.page.scenario.money));
  ask("knowing", () => ({ state: store.state }), knowing);
  store.addEventListener("change", () => {
    for (const name of ["turns", "rests", "knowing"]) if ($(`${name}-found`).firstChild) $(`${name}-old`).hidden = false;
  });
}

/** A button that asks, shows how far it is, and becomes the way to cancel. */
function ask(name, sent, draw) {
  const button = $(name), progress = $(`${name}-progress`), place = $(`${name}-found`), words = button.textContent;
  let stop = null;
  button.addEventListener("click", async () => {
    if (stop) return stop.abort();
    stop = new AbortController();
    progress.hidden = false;
    progress.removeAttribute("value");
    button.textContent = "Cancel";
    try {
      const found = await last(`/x/${name}`, sent(), stop.signal, (line) => "progress" in line && (progress.value = line.progress));
      place.replaceChildren(...(found.faults ? found.faults.map((one) => make("p", { class: "fault", text: one.message })) : draw(found)));
      $(`${name}-old`).hidden = true;
    } catch {
      // cancelled: what was there stays
    }
    stop = null;
    progress.hidden = true;
    button.textContent = words;
  });
}

const told = (...texts) => texts.filter(Boolean).map((text) => make("p", { text }));
const command = (text) => (text ? [make("code", { text })] : []);

/** The lead along a number's range, where it crosses zero, and the sentence on it. */
function courseOf({ sentence, course, command: line, unit }, control, money) {
  const { points, crossings = [] } = course, write = writer(unit ?? "money/year", points.map((one) => one.mean), money), scale = control.scale;
  const of = (part) => points.map((one) => one[part]);
  const svg = drawLines({
    name: sentence,
    drawn: [{ side: "plain", xs: of("value"), ys: of("mean"), bands: [{ low: of("low"), high: of("high") }] }],
    low: 0,
    high: 0,
    x: [points[0].value, points.at(-1).value],
    marks: crossings.map((one) => one.value),
    write: { x: (place) => String(Number((scale * place).toPrecision(3))), y: (place) => write.number(place) },
  });
  return [...told(sentence), svg, make("p", { class: "quiet", text: `B less A, ${write.unit}, along ${control.label}.` }), ...command(line)];
}

/** Each number that nobody stated, from what moves the lead most, with the lead at its low and high. */
function tornado(found, money) {
  if (!found) return told("Nothing is decided here, so it rests on nothing.");
  const rows = [...found.numbers].sort((a, b) => Math.abs(b.swing.mean) - Math.abs(a.swing.mean)).slice(0, 12);
  const all = rows.flatMap((one) => [one.at_low.mean, one.at_high.mean]), ends = { least: Math.min(0, ...all), most: Math.max(0, ...all) };
  const write = writer(found.lead.unit, all, money);
  const body = rows.map((one) =>
    make(
      "tr",
      { "data-rests": one.name },
      make("th", { scope: "row", title: one.name, text: one.question || one.name }),
      make("td", {}, reach({ ...ends, lead: found.lead.mean, low: one.at_low.mean, high: one.at_high.mean }), make("small", { text: `${write.signed(one.at_low.mean)} at ${one.range[0]}, ${write.signed(one.at_high.mean)} at ${one.range[1]}` })),
    ),
  );
  const caption = make("caption", { class: "quiet", text: `B less A, ${write.unit}, where each is low and where it is high.` });
  return [...told(found.sentence), make("table", { class: "tornado" }, caption, make("tbody", {}, ...body))];
}

function knowing({ knowing: found, command: line }) {
  return [...told(found.answer), ...command(line)];
}

// The explorer: what is changed is asked for, what is answered is painted.

import { Asker } from "./answers.js";
import { fillOutcomes, makeCharts, paintFigure, paintWords } from "./answer.js";
import { chips, questions, strips } from "./change.js";
import { panel } from "./panel.js";
import { dialogs, looks, ownFiles, ownScenario, shortcuts } from "./panels.js";
import { predictFirst } from "./predict.js";
import { Store, differing } from "./state.js";
import { make, value } from "./words.js";

const REST = 700; // milliseconds without a change after which the answer is spoken

const $ = (id) => document.getElementById(id);
const page = JSON.parse($("page").textContent);
const store = new Store(page), touched = strips(store);
const controls = panel(store, { touched: touched.touch });
const charts = makeCharts($("charts")), figures = [$("figure-1"), $("figure-2")];
const prediction = predictFirst(store);
const asker = new Asker(answered, (isAway) => ($("link").hidden = !isAway));

let answer = null, baseline = read("baseline"), changedAt = 0, spoken = "", isWaiting = false;

function read(key) {
  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  return kept?.scenario === page.scenario.name ? kept.comparison : null;
}

/** Ask for the present state; the picture stays until the answer is there. */
function ask() {
  changedAt = performance.now();
  isWaiting = true;
  $("answer").setAttribute("aria-busy", "true");
  asker.ask(store.state);
  changed();
}

/** What follows from the state alone. */
function changed() {
  chips(store, differing(page, store.state));
  $("undo").disabled = !store.canUndo;
  $("redo").disabled = !store.canRedo;
}

/** An answer has come, or what is wrong with a state. */
function answered(line, state) {
  if (line.faults) return refused(line.faults);
  answer = { ...line, state };
  requestAnimationFrame(() => answer.asked === line.asked && answer.runs === line.runs && painted());
}

function refused(faults) {
  const others = controls.fault(faults);
  $("faults").replaceChildren(...others.map((one) => make("li", { text: one.message })));
  $("answer").classList.add("stale");
  $("answer").setAttribute("aria-busy", "false");
  const differs = answer ? differing(page, answer.state) : [];
  const last = differs.map(({ control, part, to }) => `${control?.label ?? part} ${value(control, to)}`).join(", ");
  $("stale").textContent = `What was chosen cannot be played. The figures below are for ${last || "the preset"}.`;
  $("stale").hidden = false;
}

/** Paint the newest answer. */
function painted() {
  const { comparison, rested, state, asked, link, command } = answer;
  controls.fault([]);
  $("faults").replaceChildren();
  $("stale").hidden = true;
  $("answer").classList.remove("stale");
  $("answer").dataset.asked = asked;
  $("answer").dataset.rested = Boolean(rested);
  $("answer").setAttribute("aria-busy", String(!rested));
  const sentence = paintWords(answer);
  for (const [k, place] of figures.entries()) fillOutcomes(place, comparison, CHOSEN[k], page);
  look();
  if (link) store.address(state, link);
  if (command) $("command-text").value = $("foot-command").textContent = command;
  if (link) addresses();
  if (!rested) return;
  isWaiting = false;
  const left = changedAt + REST - performance.now();
  setTimeout(() => !isWaiting && speak(sentence), Math.max(0, left));
}

const CHOSEN = [["all:profit_3y", "all:profit_1y", "all:profit"], ["see:survival", "all:survival"]];

/** Say the sentence, once a rest. */
function speak(sentence) {
  const key = `${answer.asked}`;
  if (spoken === key || answer.asked !== Number($("answer").dataset.asked)) return;
  spoken = key;
  $("said").textContent = sentence;
}

/** Paint what depends on what is looked at. */
function look() {
  const { view } = store;
  $("see").value = view.see;
  $("year").value = view.year;
  $("year-said").textContent = `Year ${view.year}`;
  document.querySelector(`[name=drawn][value=${view.drawn}]`).checked = true;
  if (!answer) return;
  const years = answer.comparison.by_year?.[0]?.years ?? [];
  const given = { comparison: answer.comparison, baseline, view, years, money: answer.comparison.money };
  for (const place of figures) paintFigure(place, given);
  for (const one of charts) one.paint(given);
  prediction.paint(given);
}

/** Links of what can be downloaded, at the present state. */
function addresses() {
  const [path, query = ""] = store.withView(store.link).split("?");
  $("share-text").value = new URL(`${path}?${query}`, location.href).href;
  $("report").href = `${path}/report?${query}`;
  for (const one of document.querySelectorAll("[data-side-file]")) one.href = `${path}/policy.toml?side=${one.dataset.sideFile}&${query}`;
  for (const one of document.querySelectorAll("[data-chart-file]")) one.href = `${path}/data.csv?chart=${one.dataset.chartFile}&${query}`;
}

function keep() {
  baseline = baseline ? null : answer?.comparison;
  sessionStorage.setItem("baseline", JSON.stringify(baseline && { scenario: page.scenario.name, comparison: baseline }));
  keeping();
  look();
}

const keeping = () => ($("keep").textContent = baseline ? "Drop the baseline" : "Keep as baseline");

let playing = 0;
/** Go through the years, half a second each. */
function play() {
  clearInterval(playing);
  if (playing) return void (playing = 0);
  const next = () => (store.view.year >= page.scenario.years ? play() : store.look({ year: store.view.year + 1 }));
  if (store.view.year >= page.scenario.years) store.look({ year: 1 });
  playing = setInterval(next, 500);
}

function wire() {
  store.addEventListener("change", ask);
  store.addEventListener("settle", changed);
  store.addEventListener("look", () => (look(), store.link && addresses()));
  const undo = () => store.canUndo && history.back(), redo = () => store.canRedo && history.forward();
  $("undo").addEventListener("click", undo);
  $("redo").addEventListener("click", redo);
  $("keep").addEventListener("click", keep);
  $("play").addEventListener("click", play);
  $("reset-all").addEventListener("click", () => store.change(page.opening));
  $("see").append(...[...page.scenario.accounts, "all"].map((name) => make("option", { value: name, text: name === "all" ? "All accounts" : name })));
  $("see").addEventListener("change", () => store.look({ see: $("see").value }));
  $("year").max = page.scenario.years;
  $("year").addEventListener("input", () => store.look({ year: Number($("year").value) }));
  for (const one of document.querySelectorAll("[name=drawn]")) one.addEventListener("change", () => store.look({ drawn: one.value }));
  for (const place of figures) place.querySelector("select").addEventListener("change", look);
  for (const one of document.querySelectorAll("[data-tab]")) one.addEventListener("click", () => $(`chart-${one.dataset.tab}`).scrollIntoView({ block: "nearest", inline: "start" }));
  $("presets").addEventListener("click", (event) => event.target.closest("a") && store.leave());
  shortcuts({ z: undo, y: redo, "?": () => $("shortcuts").showModal(), " ": play, k: keep, s: () => $("swap").click() });
}

dialogs();
looks();
ownScenario(page);
ownFiles();
questions(store);
wire();
keeping();
refusedAtOpening();
look();
ask();

/** What the address said that cannot be played. */
function refusedAtOpening() {
  $("warnings").replaceChildren(...[...page.warnings, ...page.faults.map((one) => one.message)].map((text) => make("li", { text })));
  controls.fault(page.faults);
}

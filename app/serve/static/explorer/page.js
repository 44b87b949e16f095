// What is changed is asked for, what is answered is painted.

import { paintFigure, paintWords } from "./answer.js";
import { AWAY, Asker, RETRY, last } from "./answers.js";
import { chips, questions, strips } from "./change.js";
import { $, all, download, list, on } from "./dom.js";
import { chartAt } from "./figures.js";
import { panel } from "./panel.js";
import { ownFiles, ownScenario } from "./own.js";
import { dialogs, looks, shortcuts } from "./panels.js";
import { predictFirst } from "./predict.js";
import { differing, inWords, page, recalled, remember, same, store } from "./state.js";

const REST = 700; // milliseconds until the answer is spoken
const YEAR = 500; // milliseconds a year is shown

looks();
const { years } = page.scenario, { addAll, faultsAt } = panel(strips()), predicted = predictFirst();
const figures = all(".figure"), outcomes = all(".figure select"), charts = all("[data-chart]").map(chartAt);
const stage = $("answer"), asker = new Asker(answered, (isAway) => ($("link").hidden = !isAway));

let answer, changedAt, speaks, playing, draws, beside, kept = recalled(page.of);

/** Ask for the present state; the picture stays until the answer is there. */
function ask() {
	changedAt = performance.now();
	clearTimeout(speaks);
	beside?.abort();
	stage.ariaBusy = "true";
	stage.classList.add("old");
	asker.ask(store.state, $("cloud").checked ? store.view.see : "");
	steps();
}

function steps() {
	chips(differing(store.state));
	$("undo").ariaDisabled = !store.leads(-1);
	$("redo").ariaDisabled = !store.leads(1);
}

/** Take what was not needed at first. */
async function more() {
	const { controls, about, toml } = await (await fetch(`${location.pathname}/more.json`)).json();
	const others = controls.filter(({ key }) => !page.controls.some((one) => one.key === key));
	page.controls.push(...others);
	for (const one of page.policies) one.about = about[one.name];
	if ($("toml")) $("toml").value ||= toml;
	addAll(others);
	steps();
}

const warn = (texts) => list($("warnings"), [...page.warnings, ...texts]);

function answered(line, state) {
	$("compiling").hidden = !("compiling" in line);
	if ("compiling" in line) return ($("compiling").lastElementChild.value = line.compiling);
	if (line.faults) return refused(line.faults, state);
	if (line.warnings) warn(line.warnings);
	answer = { ...line, state };
	const { rested, asked, runs, link, command } = line, isDone = rested && state === store.state;
	paintWords(line);
	shown([], state);
	Object.assign(stage.dataset, { asked, runs });
	stage.ariaBusy = !isDone;
	$("command-text").value = $("foot-command").textContent = command;
	store.address(state, link);
	look();
	keepWhole();
	if (isDone) speaks = setTimeout(() => ($("said").textContent = line.sentences[0]), changedAt + REST - performance.now());
}

function shown(faults, state) {
	stage.classList.toggle("stale", faults.length > 0);
	list($("faults"), faultsAt(faults));
	if (state === store.state) stage.classList.remove("old");
}

/** Say what cannot be played; the last answer stays, dimmed. */
function refused(faults, state) {
	$("stale-of").textContent = answer && `These figures are of ${inWords(answer.state)}.`;
	stage.ariaBusy = state !== store.state;
	shown(faults, state);
	keepWhole();
}

function look() {
	const { view } = store, given = { ...answer, baseline: kept?.comparison, view };
	$("see").value = view.see;
	$("year").value = view.year;
	$("year-said").textContent = `Year ${view.year}`;
	$(`drawn-${view.drawn}`).checked = true;
	if (view.figures) view.figures.split(",").forEach((key, k) => (outcomes[k].value = key));
	$("keep").ariaPressed = !!kept;
	$("kept").textContent = kept && `Kept: ${kept.of}; ${kept.count ?? "the answer is coming"}.`;
	if (!answer) return;
	for (const place of figures) paintFigure(place, given);
	const draw = (draws = () => charts.forEach((paint) => paint(given)));
	if (answer.rested) draw();
	else requestAnimationFrame(() => setTimeout(() => draw === draws && draw())); // words come first
	predicted(given);
	const link = store.shown(), [path, query] = link.split("?");
	$("share-text").value = location.origin + link;
	for (const one of all("[data-file]")) one.href = `${path}/${one.dataset.file}${query}`;
}

/** Keep the answer at rest of what is shown, or will be in a moment; of all its futures. */
function keep() {
	const state = stage.classList.contains("stale") ? answer?.state : store.state;
	beside?.abort();
	hold(state ? { state, of: inWords(state) } : null);
	keepWhole();
}

function hold(what) {
	remember(page.of, (kept = what));
	look();
}

/** Ask for what is kept and not there yet, once nothing else is asked for. */
async function keepWhole() {
	const held = kept;
	if (!held || held.comparison || stage.ariaBusy === "true") return;
	const found = answer?.rested && same(held.state, answer.state) ? answer : await last("answer", { state: held.state }, (beside = new AbortController()).signal);
	if (!found || held !== kept) return;
	const { rested, isAway, faults, comparison, count } = found;
	if (rested) hold({ ...held, comparison, count });
	else if (faults && !isAway) hold(null);
	else setTimeout(keepWhole, RETRY);
}

function play() {
	clearInterval(playing);
	$("play").ariaPressed = !playing;
	if (playing) return (playing = 0);
	if (store.view.year >= years) store.look({ year: 1 });
	playing = setInterval(() => (store.view.year < years ? store.look({ year: store.view.year + 1 }) : play()), YEAR);
}

async function report(event) {
	const said = $("report-said");
	event.preventDefault();
	said.textContent = "Making the report…";
	const got = await fetch(event.target.href).catch(() => ({ text: () => AWAY }));
	if (got.ok) download(await got.blob(), "report.html");
	said.textContent = got.ok ? "" : await got.text();
}

dialogs();
if ($("own")) ownFiles(ownScenario());
questions();
on("#to-answer", "click", () => $("sentence").focus());
on("#undo", "click", () => store.go(-1));
on("#redo", "click", () => store.go(1));
on("#keep", "click", () => (kept ? hold(null) : keep()));
on("#play", "click", play);
on("#reset-all", "click", () => store.change(page.opening));
on(store, "change", ask);
on(store, "settle", steps);
on(store, "takeout", keep);
on(store, "look", look);
on("#see, #year, [name=drawn]", "input", (_, { name, value }) => store.look({ [name]: name === "year" ? Number(value) : value }));
on("#cloud, #see", "change", () => $("cloud").checked ? ask() : look());
on(".figure select", "change", () => store.look({ figures: outcomes.map((one) => one.value).join() }));
on("#report", "click", report);
on("#presets a", "click", () => store.leave());
shortcuts();
warn([]);
look();
ask();
(function takeMore() {
	more().catch(() => setTimeout(takeMore, RETRY));
})();

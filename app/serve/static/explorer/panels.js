// What opens over the page: link and command to copy, own figures, shortcuts and looks.

import { last } from "./answers.js";
import { $, download, list, make, on } from "./dom.js";

/** Buttons that open a dialog, and that copy what stands in one. */
export function dialogs() {
  on("[data-opens]", "click", (_, one) => $(one.dataset.opens).showModal());
  on("[data-copies]", "click", (_, one) => copy($(one.dataset.copies)));
}

/** Copy a field; where a page may not, it is selected, and copied in the old way. */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  $("said").textContent = "Copied.";
}

/** What a message says, and where. */
const said = ({ line, key, message }) => [line && `Line ${line}`, key, message].filter(Boolean).join(": ");

/** An own scenario as text, checked at every pause by the engine's own checker. */
export function ownScenario(page) {
  const text = $("toml");
  let stop = new AbortController(), waits = 0;
  async function check() {
    stop.abort();
    stop = new AbortController();
    const { faults = [], cost = "" } = await last("/x/check", { toml: text.value }, stop.signal).catch(() => ({}));
    list($("toml-faults"), faults.map(said));
    $("toml-cost").textContent = cost;
    text.ariaInvalid = String(faults.length > 0);
  }
  text.value ||= page.scenario.toml ?? "";
  on(text, "input", () => {
    clearTimeout(waits);
    waits = setTimeout(check, 400);
  });
  on($("toml-file"), "change", async () => {
    text.value = await $("toml-file").files[0].text();
    check();
  });
  on($("toml-download"), "click", () => download(text.value, `${$("toml-name").value || "scenario"}.toml`, "application/toml"));
  on($("own-form"), "submit", async (event) => {
    event.preventDefault();
    follow(await last("/x/own", { name: $("toml-name").value, toml: text.value }), $("toml-faults"));
  });
}

/** Go where the server says, or show its messages. */
function follow({ link, faults = [], read = [] }, place) {
  list(place, [...read, ...faults.map(said)]);
  if (link && !read.length) location.assign(link);
  else if (link) place.append(make("li", {}, make("a", { href: link, text: "Open it" })));
}

/** Own files, dropped anywhere on the page or chosen. */
export function ownFiles() {
  async function send(files) {
    const form = new FormData();
    for (const one of files) form.append("files", one);
    list($("import-said"), ["Reading…"]);
    if (!$("own").open) $("own").showModal();
    follow(await last("/x/import", form), $("import-said"));
  }
  on($("files"), "change", () => send($("files").files));
  on(window, "dragover", (event) => event.preventDefault());
  on(window, "drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
}

/** Size of letters, light or dark, predictions and single keys: kept on this machine. */
export function looks() {
  on("[data-look]", "change", (_, { dataset: { look }, value }) => {
    localStorage.setItem(look, value);
    document.documentElement.dataset[look] = value;
  });
  for (const one of document.querySelectorAll("[data-look]")) {
    one.value = localStorage.getItem(one.dataset.look) ?? one.value;
    document.documentElement.dataset[one.dataset.look] = one.value;
  }
}

/** Keys: undo and redo with Ctrl, single keys outside fields where they are wanted. */
export function shortcuts(keys) {
  on(window, "keydown", (event) => {
    const { target, key } = event, isField = target.matches("select, textarea, input:not([type=range], [type=radio], [type=checkbox])");
    const isWithCtrl = event.ctrlKey || event.metaKey;
    if (isField || event.altKey || document.querySelector("dialog[open]")) return;
    if (!isWithCtrl && (document.documentElement.dataset.keys === "off" || (key === " " && target.matches("button, a, summary, input")))) return;
    const run = keys[isWithCtrl ? { z: "undo", Z: "redo", y: "redo" }[key] : key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

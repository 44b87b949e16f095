// What opens over the page: link, command, own scenario, own files, shortcuts and looks.

import { last } from "./answers.js";
import { download } from "./answer.js";
import { make } from "./words.js";

const $ = (id) => document.getElementById(id);

/** Buttons that open a dialog, and copy what stands in one. */
export function dialogs() {
  for (const button of document.querySelectorAll("[data-opens]")) button.addEventListener("click", () => $(button.dataset.opens).showModal());
  for (const button of document.querySelectorAll("[data-copies]")) button.addEventListener("click", () => copy($(button.dataset.copies), button));
}

/** Copy a field; where a page may not, it is selected, and copied in the old way. */
async function copy(field, button) {
  field.focus();
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    document.execCommand("copy");
  }
  $("said").textContent = button.dataset.said = "Copied.";
}

/** What a message says, and where. */
const said = ({ line, key, message }) => make("li", { text: [line && `Line ${line}`, key, message].filter(Boolean).join(": ") });

/** An own scenario as text, checked at every pause by the engine's own checker. */
export function ownScenario(page) {
  const text = $("toml");
  let stop = new AbortController(), waits = 0;
  async function check() {
    stop.abort();
    stop = new AbortController();
    try {
      const { faults = [], cost } = await last("/x/check", { toml: text.value }, stop.signal);
      $("toml-faults").replaceChildren(...faults.map(said));
      $("toml-cost").textContent = faults.length ? "" : cost || "Nothing is wrong with it.";
      text.toggleAttribute("aria-invalid", faults.length > 0);
    } catch {
      // a newer text is being checked
    }
  }
  text.value ||= page.scenario.toml ?? "";
  text.addEventListener("input", () => {
    clearTimeout(waits);
    waits = setTimeout(check, 400);
  });
  $("toml-file").addEventListener("change", async () => {
    text.value = await $("toml-file").files[0].text();
    check();
  });
  $("toml-download").addEventListener("click", () => download(text.value, `${$("toml-name").value || "scenario"}.toml`, "application/toml"));
  $("own-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    follow(await last("/x/own", { name: $("toml-name").value, toml: text.value }), $("toml-faults"));
  });
}

/** Go where the server says, or show its messages. */
function follow({ link, faults = [], read = [] }, place) {
  place.replaceChildren(...read.map((message) => said({ message })), ...faults.map(said));
  if (!link) return;
  if (!read.length) return location.assign(link);
  place.append(make("li", {}, make("a", { href: link, text: "Open it" })));
}

/** Own files, dropped anywhere on the page or chosen. */
export function ownFiles() {
  const send = async (files) => {
    const form = new FormData();
    for (const one of files) form.append("files", one);
    $("import-said").replaceChildren(said({ message: "Reading…" }));
    if (!$("own").open) $("own").showModal();
    follow(await last("/x/import", form), $("import-said"));
  };
  $("files").addEventListener("change", () => send($("files").files));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  });
}

/** Size of letters, light or dark, and whether to be asked to predict: kept on this machine. */
export function looks() {
  for (const one of document.querySelectorAll("[data-look]")) {
    const key = one.dataset.look;
    one.value = localStorage.getItem(key) ?? one.value;
    const set = () => {
      localStorage.setItem(key, one.value);
      document.documentElement.dataset[key] = one.value;
    };
    one.addEventListener("change", set);
    set();
  }
}

/** Single keys, outside fields, where they are wanted. */
export function shortcuts(keys) {
  addEventListener("keydown", (event) => {
    const isField = event.target.matches("input:not([type=range]), select, textarea");
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== "z" || isField) return;
      event.preventDefault();
      return keys[event.shiftKey ? "y" : "z"]();
    }
    if (isField || event.altKey || document.querySelector("dialog[open]") || document.documentElement.dataset.keys === "off") return;
    if (event.key === " " && event.target.matches("button, a, summary, input")) return;
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  });
}

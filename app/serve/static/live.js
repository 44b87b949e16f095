// Keeps a page as the server has it: told that something has changed, it asks for the page again and puts it in place of
// the old, with what somebody has typed. Without this file every form works by itself.

import { forget, keepTyping, restore, typed } from "/static/typing.js";

const main = () => document.getElementById("main");
const address = document.body.dataset.live;
const turned = new Map(); // what somebody opened or closed
let tag = "", shown = main().innerHTML, waiting = null;
let sends = 0, sending = 0, sent = Promise.resolve(); // forms are sent one after the other

// While a finger or a key is down the page stays as it is: a click is of what is let go where it was pressed.
const presses = new Map(); // by finger; keys are one, since not every key that goes down is told of when it comes up
const by = ({ pointerId = "key" }) => pointerId;
const lift = (id) => {
  const press = presses.get(id);
  setTimeout(() => presses.get(id) === press && presses.delete(id) && dispatchEvent(new Event("lift")));
};
for (const down of ["pointerdown", "keydown"]) addEventListener(down, (event) => presses.set(by(event), {}));
for (const up of ["pointerup", "pointercancel", "keyup"]) addEventListener(up, (event) => lift(by(event)));
addEventListener("blur", () => [...presses.keys()].forEach(lift));

async function free() {
  while (presses.size) await new Promise((done) => addEventListener("lift", done, { once: true }));
}

function put(html, isSent) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const next = page.getElementById("main");
  if (!next) return;
  document.title = page.title;
  if (next.innerHTML === shown) return;
  if (isSent) forget();
  const kept = isSent ? new Map() : typed(main());
  const active = document.activeElement, id = main().contains(active) ? active.id : "";
  const range = id && active.selectionStart !== null ? [active.selectionStart, active.selectionEnd] : null;
  const said = main().querySelector("[data-say]")?.textContent;
  shown = next.innerHTML;
  main().replaceWith(document.adoptNode(next));
  restore(main(), kept);
  document.dispatchEvent(new Event("put"));
  for (const one of main().querySelectorAll("details")) if (turned.has(one.id)) one.open = turned.get(one.id);
  const again = id && document.getElementById(id);
  if (again) {
    again.focus({ preventScroll: true });
    if (range && again.setSelectionRange && again.type === "text") again.setSelectionRange(...range);
  }
  const says = main().querySelector("[data-say]")?.textContent;
  if (says && says !== said) document.getElementById("said").textContent = says;
}

const away = (is) => (document.getElementById("link").hidden = !is);

async function refetch() {
  waiting = null;
  if (sending) return;
  const before = sends;
  try {
    const got = await fetch(location.href, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    away(false);
    if (got.redirected) return void location.assign(got.url);
    if (got.status === 304) return;
    const text = await got.text();
    await free();
    if (before !== sends) return; // it is of before something was sent, which brings the page itself
    tag = got.headers.get("ETag") || "";
    put(text, false);
  } catch {
    away(true);
  }
}

function soon() {
  waiting ??= setTimeout(refetch, 60 + Math.random() * 200);
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// A form goes on being sent until it is answered; the server takes it once, however often it comes.
async function send(form, body) {
  for (let wait = 500; ; wait = Math.min(2 * wait, 5000)) {
    try {
      const got = await fetch(form.action, { method: "POST", body });
      const text = await got.text();
      away(false);
      await free();
      tag = "";
      if (got.ok && new URL(got.url).pathname !== location.pathname) location.assign(got.url);
      else put(text, got.ok);
      if (got.ok) window.scrollTo(0, 0);
      else main().querySelector("[role=alert]")?.scrollIntoView({ block: "center" });
      break;
    } catch {
      away(true);
      await pause(wait);
    }
  }
  for (const one of form.querySelectorAll("button")) one.disabled = false;
  sending -= 1;
  soon();
}

document.addEventListener("click", (event) => {
  const part = event.target.closest("summary")?.parentElement;
  if (part) turned.set(part.id, !part.open);
});

document.addEventListener("submit", (event) => {
  if (event.target.target) return; // it opens a page of its own
  event.preventDefault();
  const form = event.target, body = new URLSearchParams(new FormData(form, event.submitter));
  for (const one of form.querySelectorAll("button")) one.disabled = true;
  sends += 1;
  sending += 1;
  sent = sent.then(() => send(form, body));
});

keepTyping(() => (sending ? null : main()));

function listen(wait) {
  const socket = new WebSocket(`ws://${location.host}${address}`);
  socket.onopen = () => (wait = 500);
  socket.onmessage = soon;
  socket.onclose = () => {
    soon();
    setTimeout(() => listen(Math.min(2 * wait, 5000)), wait);
  };
}

if (address) {
  listen(500);
  setInterval(soon, 10000); // where no socket gets through
  addEventListener("online", soon);
}

setInterval(() => {
  for (const one of main().querySelectorAll("[data-left]")) {
    one.dataset.left = Math.max(0, one.dataset.left - 1);
    one.textContent = `${one.dataset.left} s`;
  }
}, 1000);

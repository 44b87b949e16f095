// What somebody has typed, and not yet sent: it stays in its form when the page is put anew, and is kept for their team and
// their other devices.

const touched = new Set(); // what somebody set, though it may be as it was at first
let waiting = null;

function fields(form) {
  return [...form.elements].filter((one) => one.name && one.type !== "hidden" && one.type !== "submit");
}

function isTyped(one) {
  if (one.type === "radio" || one.type === "checkbox") return one.checked !== one.defaultChecked;
  if (one.tagName === "SELECT") return [...one.options].some((option) => option.selected !== option.defaultSelected);
  return one.value !== one.defaultValue;
}

export function typed(main) {
  const kept = new Map();
  for (const form of main.querySelectorAll("form[data-keep]")) {
    for (const one of fields(form)) {
      const set = isTyped(one) || touched.has(`${form.dataset.keep} ${one.name}`);
      if (set) kept.set(`${form.dataset.keep} ${one.id}`, [one.value, one.checked]);
    }
  }
  return kept;
}

export function restore(main, kept) {
  for (const form of main.querySelectorAll("form[data-keep]")) {
    for (const one of fields(form)) {
      const was = kept.get(`${form.dataset.keep} ${one.id}`);
      if (was) [one.value, one.checked] = was;
    }
  }
}

export function forget() {
  touched.clear();
}

// Where keeping fails, nothing waits for it.
export function keepTyping(page) {
  const keep = () => {
    waiting = null;
    const form = page()?.querySelector("form[data-typing]");
    if (form) fetch(form.dataset.typing, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => 0);
  };
  document.addEventListener("input", ({ target }) => {
    touched.add(`${target.form?.dataset.keep} ${target.name}`);
    if (target.form?.dataset.typing) waiting ??= setTimeout(keep, 500);
  });
}

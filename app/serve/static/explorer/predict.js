// Predict first: what somebody expects, beside what comes out.

import { writer } from "./words.js";

const $ = (id) => document.getElementById(id);

/** Ask before the answer is shown, where it is wanted. */
export function predictFirst(store) {
  const form = $("predict");
  const isWanted = () => store.view.predict && localStorage.getItem("predict") !== "off";
  const show = () => {
    form.hidden = !isWanted();
    $("answer").hidden = !form.hidden;
  };
  const done = (said) => {
    store.look({ predict: false, said });
    show();
    $("sentence").focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    done({ kept: Number($("said-kept").value) });
  });
  for (const one of ["said-kept"]) $(one).addEventListener("input", () => ($(`${one}-now`).textContent = $(one).value));
  $("skip").addEventListener("click", () => done(null));
  show();
  return { paint: (given) => paint(store.view.said, given) };
}

/** What was said, beside what it is. */
function paint(said, { comparison, view }) {
  const found = (comparison.arms[1]?.accounts[view.see] ?? comparison.arms[1]?.outcomes)?.survival;
  $("predicted").hidden = !said || !found;
  if (!said || !found) return;
  $("predicted").textContent = `You said ${said.kept} of 100 under B; it is ${writer("probability", []).number(found.mean)}.`;
}

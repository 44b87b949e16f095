// The foot of a plan: what the words that are chosen cost together, written as the server writes amounts.

const amount = (value) => {
  const near = Math.round(value / 1e4) * 1e4;
  return near >= 1e6 ? `${(value / 1e6).toFixed(2)} million` : near.toLocaleString("en-GB");
};

function add() {
  for (const foot of document.querySelectorAll("[data-together]")) {
    const form = foot.closest("form");
    const sum = (name) => {
      const chosen = [...form.querySelectorAll(`input:checked[data-${name}]`)];
      return chosen.reduce((all, one) => all + Number(one.dataset[name]), 0);
    };
    const besides = sum("each") ? `, and ${amount(sum("each"))} for each account that you win` : "";
    foot.textContent = `Together: ${amount(sum("cost"))} a year${besides}.`;
  }
}

document.addEventListener("change", add);
document.addEventListener("put", add);
add();

// Walks a text that is reviewed, section by section or change by change, and keeps at the site which sections are
// ticked as read, so that an interrupted review goes on.

import { onSingleKeys } from "./single_keys.js";

const form = document.querySelector(".walk");
const boxes = [...form.querySelectorAll("[name=section]")];
const sections = [...document.querySelectorAll(".reading .article .text [class^=purpose-]")];
const changes = [...document.querySelectorAll(".reading-changes .change")];
const here = form.querySelector(".walk-here");
const tick = here.querySelector("input");
const said = form.querySelector("[role=status]");
let at = -1;
let atChange = -1;

function goTo(element) {
  document.querySelector(".is-walked")?.classList.remove("is-walked");
  element.classList.add("is-walked");
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "start" });
}

function step(by) {
  const next = Math.max(0, Math.min(sections.length - 1, at + by));
  if (!sections.length) return;
  at = next;
  goTo(sections[at]);
  show();
}

function stepChange(by) {
  if (!changes.length) return;
  atChange = Math.max(0, Math.min(changes.length - 1, atChange + by));
  goTo(changes[atChange]);
}

/** Says of the section in which one is whether it's read, and how many are. */
function show() {
  here.hidden = at < 0;
  if (at >= 0) {
    tick.checked = boxes[at].checked;
    here.querySelector("strong").textContent = boxes[at]
      .closest("li")
      .querySelector("a, label + span").textContent;
  }
  const count = boxes.filter((box) => box.checked).length;
  document.querySelectorAll("[data-count]").forEach((part) => {
    part.textContent = count;
  });
}

async function keep() {
  show();
  said.textContent = form.querySelector("summary").textContent;
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(form.action, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    said.className = "visually-hidden";
  } catch {
    said.className = "errornote";
    said.textContent = form.dataset.failed;
  }
}

function toggle() {
  if (at < 0) return;
  boxes[at].checked = !boxes[at].checked;
  keep();
}

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", (event) => (event.target === tick ? toggle() : keep()));
form.addEventListener("click", (event) => {
  const { step: by, changeStep } = event.target.dataset;
  if (by) step(Number(by));
  if (changeStep) stepChange(Number(changeStep));
});
// A click into the text or on a line of the list goes there, too.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".walk li a");
  const clicked = link
    ? boxes.indexOf(link.closest("li").querySelector("input"))
    : sections.findIndex((section) => section.contains(event.target));
  if (clicked < 0) return;
  at = clicked;
  show();
});

form.querySelector("details button").hidden = true;
form.querySelector(".walk-steps").hidden = false;
form.querySelectorAll("[data-change-step]").forEach((button) => {
  button.hidden = !changes.length;
});
onSingleKeys({
  j: () => step(1),
  k: () => step(-1),
  J: () => stepChange(1),
  K: () => stepChange(-1),
  x: toggle,
});

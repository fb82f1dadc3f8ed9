// What the server says of a survey table that nobody has saved: its findings, and its page as readers will see it.

import { oneAtATime } from "./one_at_a_time.js";

const frame = document.createElement("iframe");
const WAIT = 800;

let checks, form, address, told, timer;
// Asks for both now.
export let refresh;

/** Shows both in the element, each time that it is refreshed; `then` is called after that. */
export function follow(element, itsForm, then) {
  [checks, form, address, told] = [
    element.querySelector(".grid-checks"),
    itsForm,
    element.dataset.address,
    then,
  ];
  refresh = oneAtATime(ask, checks);
  frame.title = gettext("The table, as readers will see it");
  // The page may be read from here, and runs no scripts.
  frame.sandbox = "allow-same-origin";
  frame.addEventListener("load", () => {
    frame.style.height = `${frame.contentDocument.documentElement.scrollHeight}px`;
  });
  element.querySelector(".grid-page").append(frame);
}

export function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, WAIT);
}

async function ask() {
  const body = new URLSearchParams(new FormData(form));
  const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
  if (answer.ok) show(await answer.json());
}

function show(answer) {
  checks.innerHTML = answer.checks;
  frame.srcdoc = answer.page;
  told();
}

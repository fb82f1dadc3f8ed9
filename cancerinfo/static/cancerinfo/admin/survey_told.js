// What the server says of a survey table that nobody has saved: its findings, and its page as readers will see it.

const frame = document.createElement("iframe");
const WAIT = 800;

let checks, form, address, told;
let timer, running, again;

/** Shows both in the element, each time that it is refreshed; `then` is called after that. */
export function follow(element, itsForm, then) {
  [checks, form, address, told] = [
    element.querySelector(".grid-checks"),
    itsForm,
    element.dataset.address,
    then,
  ];
  frame.title = "The table, as readers will see it";
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

export async function refresh() {
  if (running) {
    again = true;
    return;
  }
  running = true;
  checks.setAttribute("aria-busy", "true");
  try {
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" });
    if (answer.ok) show(await answer.json());
  } finally {
    running = false;
    checks.removeAttribute("aria-busy");
    if (again) {
      again = false;
      refresh();
    }
  }
}

function show(answer) {
  checks.innerHTML = answer.checks;
  frame.srcdoc = answer.page;
  told();
}

// The unsaved form beside itself: as readers will see it, at the width of a phone or of a desktop, or against the
// live page. It follows what is typed, keeps its place, and remembers whether it was open.

import { oneAtATime } from "./one_at_a_time.js";
import { showAs } from "./shown_as.js";
import { followText, goToWords } from "./together.js";

const form = document.getElementById("article_form");
const panel = document.getElementById("beside");
const layout = panel.parentElement;
const page = panel.querySelector(".beside-page");
const frame = document.createElement("iframe");
const changes = panel.querySelector(".beside-changes");
const said = panel.querySelector(".beside-said");
const openers = [...document.querySelectorAll("[data-beside]")];
const WAIT = 1000;
// A sheet of A4 within its margins, in pixels.
const PAPER = 720;
const REMEMBERED = "cancerinfo:beside";
const askNow = oneAtATime(() => ask(state.view), panel);

let state = {
  isOpen: false,
  view: "page",
  width: 360,
  isPaper: false,
  isDark: matchMedia("(prefers-color-scheme: dark)").matches,
};
let timer, opener;
let isLoading = false,
  isLed = false,
  place = 0,
  goingTo;
// The form as it was sent last, by what is shown of it.
let shown = {};

frame.title = gettext("The unsaved text, as readers will see it");
// The page may be read from here, and runs no scripts.
frame.sandbox = "allow-same-origin";

function remember() {
  try {
    localStorage.setItem(REMEMBERED, JSON.stringify(state));
  } catch (error) {
    if (error.name !== "QuotaExceededError" && error.name !== "SecurityError") throw error;
  }
}

function recall() {
  try {
    state = { ...state, ...JSON.parse(localStorage.getItem(REMEMBERED)) };
  } catch (error) {
    if (error.name !== "SecurityError" && !(error instanceof SyntaxError)) throw error;
  }
  if (!panel.dataset.changes) state.view = "page";
}

/** Draws the state, and asks for what is shown now. */
function draw() {
  panel.hidden = !state.isOpen;
  layout.classList.toggle("has-beside", state.isOpen);
  page.hidden = state.view !== "page";
  changes.hidden = state.view !== "changes";
  if (state.isOpen && !frame.isConnected) page.append(frame);
  panel
    .querySelectorAll("[data-view]")
    .forEach((button) => press(button, button.dataset.view === state.view));
  panel.querySelectorAll("[data-width]").forEach((button) => {
    press(button, !state.isPaper && Number(button.dataset.width) === state.width);
  });
  press(panel.querySelector("[data-paper]"), state.isPaper);
  press(panel.querySelector("[data-dark]"), state.isDark);
  panel.querySelectorAll("[data-width], [data-paper], [data-dark]").forEach((button) => {
    button.disabled = state.view !== "page";
  });
  if (frame.contentDocument) showAs(frame.contentDocument, state);
  openers.forEach((button) => {
    button.setAttribute("aria-expanded", String(state.isOpen && button.dataset.beside === state.view));
  });
  fit();
  if (state.isOpen) refresh();
}

const press = (button, isPressed) => button.setAttribute("aria-pressed", String(isPressed));

/** A page that is wider than the panel is drawn smaller. */
function fit() {
  const width = state.isPaper ? PAPER : state.width;
  const scale = Math.min(1, page.clientWidth / width);
  if (!scale) return;
  frame.style.width = `${width}px`;
  frame.style.height = `${page.clientHeight / scale}px`;
  frame.style.transform = `scale(${scale})`;
  frame.style.marginInline = scale === 1 ? "auto" : "0";
}

function refresh() {
  clearTimeout(timer);
  askNow();
}

async function ask(view) {
  const body = new URLSearchParams(new FormData(form));
  if (shown[view] === body.toString()) return;
  shown = { [view]: body.toString() };
  let answer;
  try {
    answer = await fetch(panel.dataset[view], { method: "POST", body, redirect: "manual" });
  } catch {
    refused();
    return;
  }
  const html = answer.type === "opaqueredirect" ? "" : await answer.text();
  if (answer.status === 422) said.innerHTML = html;
  else if (!answer.ok) refused();
  else {
    said.replaceChildren();
    if (view === "page") show(html);
    else changes.innerHTML = html;
  }
}

function refused() {
  shown = {};
  // signed_in.js finds out why, and says so.
  document.dispatchEvent(new Event("desk:refused"));
}

/** The page, where its reader was; a page that comes while another loads keeps the place of the one before both. */
function show(html) {
  if (!isLoading) place = frame.contentDocument?.scrollingElement?.scrollTop ?? 0;
  isLoading = true;
  frame.srcdoc = html;
}

frame.addEventListener("load", () => {
  const inside = frame.contentDocument;
  if (inside.URL !== "about:srcdoc") return;
  isLoading = false;
  showAs(inside, state);
  inside.scrollingElement.scrollTop = place;
  goToHeading(goingTo);
  goingTo = null;
  inside.addEventListener("click", follow);
});

/** A link to a place of the page goes there; a frame of an unsaved text has no other pages. A click on other words
 * leads to where they are written. */
function follow(event) {
  const link = event.target.closest("a[href]");
  if (!link) {
    isLed = true;
    goToWords(frame.contentDocument, event);
    setTimeout(() => {
      isLed = false;
    }, 500);
    return;
  }
  event.preventDefault();
  const address = link.getAttribute("href");
  if (address.startsWith("#"))
    goTo(frame.contentDocument.getElementById(decodeURIComponent(address.slice(1))));
}

/** Scrolls the frame alone: `scrollIntoView` would move the form as well. */
function goTo(element) {
  if (element) frame.contentDocument.scrollingElement.scrollTop += element.getBoundingClientRect().top;
}

/** The page follows to the section that is being written. */
function goAlong(heading) {
  if (!state.isOpen) return;
  if (isLoading) goingTo = heading;
  else goToHeading(heading);
}

function goToHeading(heading) {
  const headings = [...(frame.contentDocument?.querySelectorAll("main :is(h2, h3)") ?? [])];
  goTo(headings.find((element) => element.textContent.trim() === heading));
}

function set(changed) {
  state = { ...state, ...changed };
  remember();
  draw();
  // Other widths have other lengths.
  if ("isPaper" in changed && !isLoading) requestAnimationFrame(() => followText(frame.contentDocument));
}

openers.forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const isShown = button.getAttribute("aria-expanded") === "true";
    opener = button;
    set({ isOpen: !isShown, view: button.dataset.beside });
  });
});
panel.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.view) set({ view: button.dataset.view });
  if (button?.dataset.width) set({ width: Number(button.dataset.width), isPaper: false });
  if (button && "paper" in button.dataset) set({ isPaper: !state.isPaper });
  if (button && "dark" in button.dataset) set({ isDark: !state.isDark });
  if (button && "close" in button.dataset) {
    set({ isOpen: false });
    (opener ?? openers[0])?.focus();
  }
});
for (const event of ["input", "change", "click", "formset:added"]) {
  form.addEventListener(event, (happened) => {
    if (!state.isOpen || (event === "click" && !happened.target.closest("[data-act]"))) return;
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
}
document.addEventListener("document:at", (event) => {
  if (!isLed) goAlong(event.detail);
});
let asked;
addEventListener(
  "scroll",
  () => {
    if (!state.isOpen || state.view !== "page" || isLoading || isLed) return;
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => followText(frame.contentDocument));
  },
  { passive: true },
);
new ResizeObserver(fit).observe(page);
recall();
draw();

// Finds from any page of the desk: Ctrl+K, or the button in its header. The pages and acts are those that the page
// itself links to, so one is offered what one may do; records are asked for. "?" lists the keys.

import { areOn, onSingleKeys, switchTo } from "./single_keys.js";

const dialog = document.querySelector("dialog.find");
const keys = document.querySelector("dialog.keys-help");
const opener = document.querySelector(".find-opener");
const input = dialog.querySelector("input");
const list = dialog.querySelector("ul");
const said = dialog.querySelector("[role=status]");
const WAIT = 120;
const MOST_OF_PAGE = 8;
// The acts of the article that is open, then the pages of the desk.
const OF_PAGE = [".standing-acts :is(a, button)", ".acts :is(a, button)", ".tasks a", "#user-tools a"];

let timer;
let found = [];
let active = -1;

const wordsOf = (text) => text.replace(/\s+/g, " ").trim();

/** What the page leads to and has all the words of the term: [{text, note, element}]. */
function ofPage(term) {
  const words = term.toLowerCase().split(" ").filter(Boolean);
  const begins = (text, word) => text === word || text.startsWith(word) || text.includes(` ${word}`);
  const entries = OF_PAGE.flatMap((part) => [...document.querySelectorAll(part)])
    .filter((element) => !element.hidden && !element.disabled)
    .map((element) => ({
      element,
      text: wordsOf(element.textContent),
      note: wordsOf(element.closest(".task")?.querySelector("summary").textContent ?? ""),
    }));
  const met = new Set();
  return entries
    .filter(({ text }) => text && !met.has(text) && met.add(text))
    .filter(({ text }) => words.every((word) => begins(text.toLowerCase(), word)))
    .slice(0, MOST_OF_PAGE);
}

function option({ text, note }, i) {
  const entry = document.createElement("li");
  const small = document.createElement("small");
  entry.id = `find-${i}`;
  entry.setAttribute("role", "option");
  small.textContent = note;
  entry.append(text, " ", small);
  return entry;
}

function show(entries) {
  found = entries;
  list.replaceChildren(...found.map(option));
  input.setAttribute("aria-expanded", String(found.length > 0));
  mark(found.length ? 0 : -1);
}

function mark(place) {
  active = place;
  [...list.children].forEach((entry, i) => entry.setAttribute("aria-selected", String(i === active)));
  const entry = list.children[active];
  if (!entry) return input.removeAttribute("aria-activedescendant");
  input.setAttribute("aria-activedescendant", entry.id);
  entry.scrollIntoView({ block: "nearest" });
}

async function search() {
  const term = wordsOf(input.value);
  const here = ofPage(term);
  said.textContent = "";
  if (!term) return show(here);
  const address = new URL(dialog.dataset.address, location);
  address.search = new URLSearchParams({ term });
  let results = [];
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
    ({ results } = await answer.json());
  } catch {
    said.textContent = dialog.dataset.unread;
  }
  if (wordsOf(input.value) !== term) return;
  const count = here.length + results.length;
  if (!said.textContent) said.textContent = count ? `${dialog.dataset.found}: ${count}` : dialog.dataset.none;
  const all = `${dialog.dataset.list}?${new URLSearchParams({ q: term })}`;
  show([...here, ...results, { text: dialog.dataset.all, note: `“${term}”`, address: all }]);
}

/** Goes to an entry, in another window if `isAside`. */
function take(place, isAside) {
  const entry = found[place];
  if (!entry) return;
  dialog.close();
  const address = entry.address ?? entry.element.href;
  if (isAside && address) window.open(address, "_blank", "noopener");
  else if (entry.element) entry.element.click();
  else location.assign(address);
}

function open() {
  if (document.querySelector("dialog[open]")) return;
  input.value = "";
  said.textContent = "";
  show(ofPage(""));
  dialog.showModal();
}

input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, WAIT);
});
input.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) mark((active + step + found.length) % found.length);
  else if (event.key === "Enter") take(active, event.ctrlKey || event.metaKey);
  else return;
  event.preventDefault();
});
list.addEventListener("click", (event) => {
  const entry = event.target.closest("[role=option]");
  if (entry) take([...list.children].indexOf(entry), event.ctrlKey || event.metaKey);
});

for (const each of [dialog, keys]) {
  each.addEventListener("click", (event) => {
    if (event.target === each || event.target.closest("[data-close]")) each.close();
  });
}
dialog.querySelector("[data-open]").addEventListener("click", () => {
  dialog.close();
  keys.showModal();
});

opener.hidden = false;
opener.addEventListener("click", open);

// Before the editor of a text, in which the keys make a link of the words that are selected.
addEventListener(
  "keydown",
  (event) => {
    const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k";
    if (isFind && !(event.target.closest(".ProseMirror") && !getSelection().isCollapsed)) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  },
  { capture: true },
);

const single = keys.querySelector("input");
single.checked = areOn();
single.addEventListener("change", () => switchTo(single.checked));
onSingleKeys({ "?": () => keys.showModal() });

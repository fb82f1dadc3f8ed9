// The sections of the document in a list beside it: one leads to each of them, moves them, and sees what they hold.

import {
  deleteSection,
  endOfPart,
  headingOf,
  moveByOne,
  moveSection,
  sectionAt,
  sectionsOf,
  wordsOf,
} from "./sections.js";

const nav = document.getElementById("outline");
const list = nav.querySelector("ol");
const said = document.querySelector("#sections-group [data-said]");
let editor;
let dragged = -1;

const make = (name, attributes, ...content) => {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...content);
  return node;
};

/** How many errors the checks beside the form found in each section. */
function errorsIn() {
  const counts = new Map();
  document.querySelectorAll("#desk-checks .findings-error a[data-section]").forEach((link) => {
    const place = Number(link.dataset.section);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  });
  return counts;
}

/** Other entries stay, so that none is gone under a finger that is about to choose it. */
function replaceWhatDiffers(items) {
  [...list.children].slice(items.length).forEach((item) => item.remove());
  items.forEach((item, i) => {
    const old = list.children[i];
    if (!old) list.append(item);
    else if (!old.isEqualNode(item)) old.replaceWith(item);
  });
}

function draw() {
  const { doc, selection } = editor.state;
  const sections = sectionsOf(doc);
  const here = sectionAt(sections, selection.from);
  const errors = errorsIn();
  const focused = list.contains(document.activeElement) ? Number(document.activeElement.dataset.place) : -1;
  const items = sections.map((section, i) => {
    const words = wordsOf(doc.textBetween(section.pos + (section.node?.nodeSize ?? 0), section.end, " "));
    const faults = errors.get(i);
    const link = make(
      "a",
      { href: `#sections-${i}`, "data-section": i, "data-place": i, "data-trigger": "" },
      headingOf(section),
    );
    if (i === here) link.setAttribute("aria-current", "true");
    const counts = make("small", {}, `${words}`, make("span", { class: "visually-hidden" }, " words"));
    if (faults)
      counts.prepend(
        make("b", {}, String(faults), make("span", { class: "visually-hidden" }, " errors,")),
        " · ",
      );
    const item = make(
      "li",
      { draggable: "true", class: section.node?.attrs.level === 3 ? "is-sub" : "" },
      link,
      counts,
    );
    item.dataset.place = i;
    return item;
  });
  replaceWhatDiffers(items);
  if (focused >= 0) list.querySelector(`a[data-place="${focused}"]`)?.focus();
  nav.querySelectorAll(".outline-here button").forEach((button) => {
    button.disabled = here < 0 || !sections[here].node;
  });
}

// Nobody who types waits for the list: it's drawn in a pause, as fast as one can look up.
const PAUSE = 200;
let timer;
const later = () => {
  clearTimeout(timer);
  timer = setTimeout(draw, PAUSE);
};

function say(words) {
  said.textContent = words;
}

function step(index, by) {
  const section = sectionsOf(editor.state.doc)[index];
  if (!section) return;
  const moved = moveByOne(editor, index, by);
  const sections = sectionsOf(editor.state.doc);
  const place = sections.findIndex(({ node }) => node && node === section.node);
  say(
    moved
      ? interpolate(
          gettext("%(name)s: now %(place)s of %(count)s"),
          { name: headingOf(section), place: place + 1, count: sections.length },
          true,
        )
      : interpolate(gettext("%(name)s can't be moved further"), { name: headingOf(section) }, true),
  );
}

function remove(index) {
  const section = sectionsOf(editor.state.doc)[index];
  deleteSection(editor, index);
  editor.view.focus();
  say(interpolate(gettext("%(name)s: deleted. Undo brings it back."), { name: headingOf(section) }, true));
}

nav.addEventListener("click", (event) => {
  const { act } = event.target.closest("button")?.dataset ?? {};
  if (!act) return;
  if (act.endsWith("fold-all")) return void editor.commands.foldAll(act === "fold-all");
  const sections = sectionsOf(editor.state.doc);
  const here = sectionAt(sections, editor.state.selection.from);
  if (act === "delete") remove(here);
  else step(here, act === "up" ? -1 : 1);
});
list.addEventListener("keydown", (event) => {
  if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
  event.preventDefault();
  step(Number(event.target.dataset.place), event.key === "ArrowUp" ? -1 : 1);
});
list.addEventListener("dragstart", (event) => {
  dragged = Number(event.target.closest("li").dataset.place);
});
list.addEventListener("dragover", (event) => {
  const over = event.target.closest("li");
  if (dragged < 0 || !over) return;
  event.preventDefault();
  list.querySelectorAll(".is-over").forEach((item) => item.classList.remove("is-over"));
  over.classList.add("is-over");
});
list.addEventListener("drop", (event) => {
  const over = event.target.closest("li");
  if (dragged < 0 || !over) return;
  event.preventDefault();
  const sections = sectionsOf(editor.state.doc);
  const place = Number(over.dataset.place);
  moveSection(editor, dragged, place > dragged ? endOfPart(sections, place) : sections[place].pos);
  dragged = -1;
});

document.addEventListener("document:changed", (event) => {
  if (!editor) {
    nav.hidden = false;
    editor = event.detail;
    editor.on("selectionUpdate", later);
    const box = document.getElementById("desk-checks");
    if (box) new MutationObserver(later).observe(box, { childList: true });
    draw();
    return;
  }
  later();
});

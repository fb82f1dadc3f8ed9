// Where words stand in a document, and how one gets there.

import { pm } from "django-prose-editor/editor";

const { TextSelection } = pm.state;

export const fold = (text) => text.replace(/\s+/g, " ").trim().toLowerCase();

/** The letters between two places with single spaces, and the place of each. */
export function letters(doc, from, to) {
  const places = [];
  let text = "";
  const add = (letter, place) => {
    const isSpace = /\s/.test(letter);
    if (isSpace && (!text || text.endsWith(" "))) return;
    const small = letter.toLowerCase();
    text += isSpace ? " " : small.length === letter.length ? small : letter;
    places.push(place);
  };
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) for (let i = 0; i < node.text.length; i++) add(node.text[i], pos + i);
    else if (node.isTextblock || node.isLeaf) add(" ", pos);
  });
  return { text, places };
}

const SENTENCE = /[^.!?]+[.!?]*/g;
const PLACED = /^(survey|figure)-/;

/** Where these letters stand, at `start` or later, else anywhere: {from, to}, or null. */
export function find(words, { text, places }, start = 0) {
  if (!words) return null;
  const found = text.indexOf(words, start);
  const at = found < 0 ? text.indexOf(words) : found;
  return at < 0 ? null : { from: places[at], to: places[at + words.length - 1] + 1 };
}

/** Where a finding stands in its section: {from, to}. Its words within its sentence, or the sentence; the longest
 * sentence of a text that is hard to read; the place of a table or figure; else the heading, null if there is none. */
export function rangeOf({ trigger, sentence, rule }, read, { node, pos }) {
  const start = Math.max(0, sentence ? read.text.indexOf(fold(sentence)) : 0);
  const longest = () => {
    const sentences = read.text.slice(fold(node?.textContent ?? "").length).match(SENTENCE) ?? [];
    return sentences.reduce((most, each) => (each.length > most.length ? each : most), "").trim();
  };
  const token = () => read.text.match(/\[(?:survey|figure):[^\]]*\]/)?.[0];
  return (
    find(fold(trigger), read, start) ??
    find(fold(sentence), read) ??
    find(rule === "reading-level" ? longest() : PLACED.test(rule) ? token() : "", read) ??
    (node?.content.size ? { from: pos + 1, to: pos + 1 + node.content.size } : null)
  );
}

/** Selects a part of the text, in the middle of the window. */
export function goTo(editor, from, to) {
  const { state, view } = editor;
  view.focus();
  view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, from, to)));
  const { node } = view.domAtPos(from);
  (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" });
}

// Fields whose words are checked like those of the text.
const READ = ["id_title", "id_main_message", "id_summary", "id_aim", "id_change_note"];

/** A link to a field leads there, to the words if they stand in it. False if they are somewhere in the text. */
export function goToField({ field: place, trigger }) {
  const holds = (id) => document.getElementById(id)?.value?.includes(trigger);
  const id = place === "id_document" ? READ.find((each) => trigger && holds(each)) : place;
  // A field that one chooses in by typing stands beside the one that is sent.
  const found = document.getElementById(`${id}-input`) ?? document.getElementById(id);
  if (!found) return false;
  found.closest("details")?.setAttribute("open", "");
  const field = found.matches("input, textarea, select")
    ? found
    : found.querySelector("tr:not(.empty-form) input:not([type=hidden]), .row-add");
  found.scrollIntoView({ block: "center" });
  field?.focus({ preventScroll: true });
  const at = trigger && field?.value ? field.value.indexOf(trigger) : -1;
  if (at >= 0) field.setSelectionRange?.(at, at + trigger.length);
  return true;
}

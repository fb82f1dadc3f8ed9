// The text and its page beside it go together: the page scrolls with the text, and a click on its words leads to where
// they are written.

import { headingOf, sectionsOf } from "./sections.js";
import { find, fold, goTo, goToField, letters } from "./words.js";

// How far below the top of the window one reads: the bars of the form cover what is above.
const LINE = 140;
const AROUND = 60;

const editorOf = () => document.querySelector(".document .ProseMirror")?.editor;

const headingsIn = (page) => [...page.querySelectorAll("main .text :is(h2, h3)")];

/** The words of a heading, without what only screen readers say of it. */
function nameOf(heading) {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll(".vh").forEach((part) => part.remove());
  return copy.textContent.trim();
}

/** Where one reads in the text: {heading, share}, the share of its section that is above; null above all. */
function placeInText() {
  const editor = editorOf();
  if (!editor) return null;
  const found = sectionsOf(editor.state.doc)
    .filter(({ node }) => node)
    .map((section) => ({
      heading: headingOf(section),
      top: editor.view.nodeDOM(section.pos)?.getBoundingClientRect().top ?? Infinity,
    }));
  const at = found.findLastIndex(({ top }) => top <= LINE);
  if (at < 0) return null;
  const end = found[at + 1]?.top ?? editor.view.dom.getBoundingClientRect().bottom;
  return { heading: found[at].heading, share: Math.min(1, (LINE - found[at].top) / (end - found[at].top)) };
}

/** Scrolls the page to where one reads in the text. */
export function followText(page) {
  const place = placeInText();
  const headings = headingsIn(page);
  const at = place ? headings.findIndex((heading) => nameOf(heading) === place.heading) : -1;
  if (at < 0) return;
  const topOf = (element) => element.getBoundingClientRect().top;
  const top = topOf(headings[at]);
  const end = headings[at + 1]
    ? topOf(headings[at + 1])
    : headings[at].closest("div").getBoundingClientRect().bottom;
  page.scrollingElement.scrollTop += top + place.share * (end - top);
}

/** What is clicked, by the one way to ask or the other: {node, at}. */
function caretAt(page, { clientX, clientY }) {
  const place = page.caretPositionFromPoint?.(clientX, clientY);
  if (place) return { node: place.offsetNode, at: place.offset };
  const range = page.caretRangeFromPoint?.(clientX, clientY);
  return { node: range?.startContainer, at: range?.startOffset };
}

/** The words around a click, as far as they stand in one piece of text. */
function wordsAt(page, event) {
  const { node, at } = caretAt(page, event);
  if (node?.nodeType !== Node.TEXT_NODE) return "";
  const start = node.data.slice(0, at).search(/\S*$/);
  const words = node.data.slice(start, start + AROUND);
  return words.length < AROUND ? words : words.replace(/\s+\S*$/, "");
}

/** Goes to where the words are written that were clicked in the page. */
export function goToWords(page, event) {
  const editor = editorOf();
  const words = wordsAt(page, event);
  if (!editor || !words.trim() || goToField({ field: "id_document", trigger: words.trim() })) return;
  const { doc } = editor.state;
  const before = headingsIn(page).findLast(
    (heading) =>
      heading.contains(event.target) ||
      heading.compareDocumentPosition(event.target) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const name = before ? nameOf(before) : "";
  const section = sectionsOf(doc).find((each) => each.node && headingOf(each) === name);
  const { pos, end } = section ?? { pos: 0, end: doc.content.size };
  const range = find(fold(words), letters(doc, pos, end));
  if (range) goTo(editor, range.from, range.to);
  else if (section) goTo(editor, pos + 1, pos + 1);
}

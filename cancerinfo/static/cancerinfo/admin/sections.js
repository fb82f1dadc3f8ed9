// The sections of a document: what each heading of level 2 or 3 begins.

import { pm } from "django-prose-editor/editor";

const { closeHistory } = pm.history;

/** @typedef {{node: ?object, pos: number, end: number}} Section `node` is the heading, null before the first one */

export const begins = (node) => node.type.name === "heading" && node.attrs.level < 4;

const headingsOf = (doc) => doc.content.content.filter(begins);

/** Whether both documents have the very same headings, so that what was typed is elsewhere. */
export function haveSameHeadings(one, other) {
  const [before, after] = [headingsOf(one), headingsOf(other)];
  return before.length === after.length && before.every((node, i) => node === after[i]);
}

/** The sections in their order, counted as the server counts them: one without a word that is new is none. */
export function sectionsOf(doc) {
  const found = [];
  doc.forEach((node, pos) => {
    if (begins(node)) found.push({ node, pos });
    else if (!found.length) found.push({ node: null, pos });
  });
  found.forEach((section, i) => {
    section.end = found[i + 1]?.pos ?? doc.content.size;
  });
  return found.filter(
    ({ node, pos, end }) => node?.attrs.section || doc.textBetween(pos, end, " ", " ").trim() !== "",
  );
}

/** Which of the sections a place of the document is in; -1 for none. */
export const sectionAt = (sections, place) =>
  sections.findIndex(({ pos, end }) => pos <= place && place < end);

export const headingOf = ({ node }) => node?.textContent.trim() || gettext("(no heading)");

export const wordsOf = (text) => text.match(/[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu)?.length ?? 0;

/** Where the section and those below it end. */
export function endOfPart(sections, index) {
  const { level } = sections[index].node?.attrs ?? { level: 2 };
  const next = sections.slice(index + 1).find(({ node }) => node.attrs.level <= level);
  return next?.pos ?? sections.at(-1).end;
}

/** Puts the section, with those below it, before the place `to`. False if it is in between. */
export function moveSection(editor, index, to) {
  const { state, view } = editor;
  const sections = sectionsOf(state.doc);
  const { pos } = sections[index];
  const end = endOfPart(sections, index);
  if (to >= pos && to <= end) return false;
  const { content } = state.doc.slice(pos, end);
  const tr = closeHistory(state.tr).delete(pos, end);
  const target = tr.mapping.map(to);
  tr.insert(target, content);
  tr.setSelection(state.selection.constructor.near(tr.doc.resolve(target + 1)));
  view.dispatch(tr.scrollIntoView());
  return true;
}

/** Deletes the section alone; one undo brings it back. */
export function deleteSection(editor, index) {
  const { pos, end } = sectionsOf(editor.state.doc)[index];
  editor.view.dispatch(closeHistory(editor.state.tr).delete(pos, end).scrollIntoView());
}

/** Moves a section by one place up (-1) or down (1) among those of its level. */
export function moveByOne(editor, index, step) {
  const sections = sectionsOf(editor.state.doc);
  const level = sections[index]?.node?.attrs.level;
  if (!level) return false;
  if (step > 0) {
    const end = endOfPart(sections, index);
    const next = sections.findIndex(({ pos }) => pos === end);
    return next > 0 && moveSection(editor, index, endOfPart(sections, next));
  }
  const before = sections.findLastIndex(({ node }, i) => i < index && node && node.attrs.level <= level);
  return before >= 0 && moveSection(editor, index, sections[before].pos);
}

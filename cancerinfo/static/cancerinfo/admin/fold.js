// Folds sections of the text to their headings, so that a long one can be looked over. Only what is seen changes:
// the document stays as it is. Whoever gets into a folded section, by a finding or by a key, unfolds it.

import { Extension, Plugin, pm } from "django-prose-editor/editor";

import { begins, haveSameHeadings } from "./sections.js";

const { Decoration, DecorationSet } = pm.view;
const { PluginKey, TextSelection } = pm.state;

const key = new PluginKey("fold");

const headingsOf = (doc) => {
  const places = [];
  doc.forEach((node, pos) => {
    if (begins(node)) places.push(pos);
  });
  return places;
};

/** Where the section of the heading at `pos` ends, with those below it. */
function endOf(doc, pos) {
  const { level } = doc.nodeAt(pos).attrs;
  let end = pos;
  for (let i = doc.resolve(pos).index(); i < doc.childCount; i++) {
    const node = doc.child(i);
    if (end > pos && begins(node) && node.attrs.level <= level) break;
    end += node.nodeSize;
  }
  return end;
}

/** The folded headings, by their places, that hide the place `at`. */
const hiding = (doc, folded, at) =>
  [...folded].filter((pos) => at >= pos + doc.nodeAt(pos).nodeSize && at < endOf(doc, pos));

/** Where a folded heading stands after a change; -1 if it is gone. One that was moved is the same node. */
function placeAfter(tr, pos) {
  const { pos: mapped, deletedAfter } = tr.mapping.mapResult(pos);
  if (!deletedAfter) return mapped;
  const node = tr.before.nodeAt(pos);
  return headingsOf(tr.doc).find((place) => tr.doc.nodeAt(place) === node) ?? -1;
}

function foldedAfter(tr, folded) {
  const places = tr.docChanged ? [...folded].map((pos) => placeAfter(tr, pos)) : folded;
  const { fold = [], unfold = [] } = tr.getMeta(key) ?? {};
  const after = new Set([...places, ...fold]);
  unfold.forEach((pos) => after.delete(pos));
  return new Set([...after].filter((pos) => pos >= 0 && begins(tr.doc.nodeAt(pos) ?? tr.doc)));
}

function setFolded(state, tr, places, isFolded) {
  tr.setMeta(key, isFolded ? { fold: places } : { unfold: places });
  // The cursor would be hidden with the words.
  const [hidden] = isFolded ? hiding(tr.doc, places, state.selection.head) : [];
  if (hidden !== undefined)
    tr.setSelection(TextSelection.create(tr.doc, hidden + tr.doc.nodeAt(hidden).nodeSize - 1));
  return tr;
}

function button(view, getPos, isFolded) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "fold";
  made.contentEditable = "false";
  made.title = "Alt+Shift+F";
  made.setAttribute("aria-label", gettext("Text of the section"));
  made.setAttribute("aria-expanded", String(!isFolded));
  made.addEventListener("click", () => {
    const { state } = view;
    view.dispatch(setFolded(state, state.tr, [state.doc.resolve(getPos()).before()], !isFolded));
  });
  return made;
}

/** A button in each heading, and what is hidden. */
function drawn(doc, folded) {
  const marks = [];
  let hiddenBelow = 0;
  doc.forEach((node, pos) => {
    const { level } = node.attrs;
    if (begins(node) && level <= hiddenBelow) hiddenBelow = 0;
    const end = pos + node.nodeSize;
    if (hiddenBelow) marks.push(Decoration.node(pos, end, { class: "is-folded" }));
    if (!begins(node)) return;
    const isFolded = folded.has(pos);
    marks.push(
      Decoration.widget(end - 1, (view, getPos) => button(view, getPos, isFolded), {
        side: 1,
        ignoreSelection: true,
        key: `fold ${isFolded}`,
        stopEvent: () => true,
      }),
    );
    if (isFolded && !hiddenBelow) hiddenBelow = level;
  });
  return DecorationSet.create(doc, marks);
}

function apply(tr, { folded, marks }) {
  if (!tr.docChanged && !tr.getMeta(key)) return { folded, marks };
  const after = foldedAfter(tr, folded);
  const isSame = !tr.getMeta(key) && !folded.size && haveSameHeadings(tr.before, tr.doc);
  return { folded: after, marks: isSame ? marks.map(tr.mapping, tr.doc) : drawn(tr.doc, after) };
}

/** Unfolds what the selection got into. */
function followSelection({ doc, selection, tr }, folded) {
  const places = [selection.anchor, selection.head].flatMap((at) => hiding(doc, folded, at));
  return places.length ? tr.setMeta(key, { unfold: places }) : null;
}

export const Fold = Extension.create({
  name: "fold",

  addCommands: () => ({
    foldAll:
      (isFolded) =>
      ({ state, tr }) =>
        Boolean(setFolded(state, tr, headingsOf(tr.doc), isFolded)),
    foldHere:
      () =>
      ({ state, tr }) => {
        const here = headingsOf(tr.doc).findLast((pos) => pos < state.selection.head);
        if (here === undefined) return false;
        return Boolean(setFolded(state, tr, [here], !key.getState(state).folded.has(here)));
      },
  }),

  addKeyboardShortcuts() {
    return { "Alt-Shift-f": () => this.editor.commands.foldHere() };
  },

  addProseMirrorPlugins: () => [
    new Plugin({
      key,
      state: {
        init: (_, { doc }) => ({ folded: new Set(), marks: drawn(doc, new Set()) }),
        apply,
      },
      props: { decorations: (state) => key.getState(state).marks },
      appendTransaction: (_, __, state) => followSelection(state, key.getState(state).folded),
    }),
  ],
});

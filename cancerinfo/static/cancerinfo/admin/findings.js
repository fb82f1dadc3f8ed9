// Findings where they stand: the words that trip a rule are underlined, a card says what to do, F8 goes to the next.

import { Extension, Plugin, pm } from "django-prose-editor/editor";

import { repairOf } from "./repairs.js";
import { headingOf, sectionsOf } from "./sections.js";
import { find, fold, goTo, goToField, letters, rangeOf } from "./words.js";

const { Decoration, DecorationSet } = pm.view;

/** What the checks beside the form found in the text. */
const listed = () =>
  [...document.querySelectorAll("#desk-checks a[data-section]")]
    .filter((link) => !link.closest(".outline"))
    .map((link) => ({
      section: Number(link.dataset.section),
      trigger: link.dataset.trigger ?? "",
      sentence: link.dataset.sentence ?? "",
      advice: link.dataset.advice ?? "",
      isError: Boolean(link.closest(".findings-error")),
      rule: link.dataset.rule ?? "",
      name: link.closest("li").querySelector("small"),
    }));

/** The open comments on words of the text, as findings of a kind of their own. */
const commented = (sections) =>
  [...document.querySelectorAll("#desk-reviews [data-comment]")].map(({ dataset }) => ({
    section: sections.findIndex(
      (section) => headingOf(section) === (dataset.heading || gettext("(no heading)")),
    ),
    trigger: dataset.quote,
    sentence: dataset.context,
    advice: dataset.said,
    rule: "comment",
    comment: dataset.comment,
    replacement: dataset.replacement,
  }));

/** The findings and comments whose words stand in the text, in the order of the text. */
function placed(doc) {
  const sections = sectionsOf(doc);
  const read = new Map();
  return [...listed(), ...commented(sections)]
    .flatMap((finding) => {
      // Words outside any section, or whose section has another name by now, are looked for everywhere.
      const section = sections[finding.section] ?? (finding.comment && { pos: 0, end: doc.content.size });
      if (!section) return [];
      if (!read.has(section)) read.set(section, letters(doc, section.pos, section.end));
      const range = rangeOf(finding, read.get(section), section);
      return range ? [{ ...finding, ...range }] : [];
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

const classOf = ({ comment, isError }) =>
  comment ? "found-comment" : isError ? "found-error" : "found-warning";

const marksOf = (doc) =>
  DecorationSet.create(
    doc,
    placed(doc).map((finding) =>
      Decoration.inline(finding.from, finding.to, { class: `found ${classOf(finding)}` }, { finding }),
    ),
  );

export class Card {
  constructor(editor, titles) {
    this.editor = editor;
    this.titles = titles;
    this.box = document.createElement("div");
    this.box.className = "found-card";
    this.box.hidden = true;
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", gettext("Finding"));
    this.said = document.createElement("p");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    editor.options.element.after(this.box, this.said);
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close(true);
    });
  }

  show(findings, isSaid) {
    if (!findings.length) return this.close();
    const key = findings.map(({ from, advice }) => `${from} ${advice}`).join("\n");
    if (!this.box.hidden && this.key === key) return;
    this.key = key;
    this.repairs = [];
    this.box.replaceChildren(...findings.map((finding) => this.part(finding)));
    this.box.hidden = false;
    this.at = findings[0].from;
    this.place();
    if (isSaid) this.said.textContent = this.box.textContent;
  }

  part(finding) {
    const { advice, name, isError, comment } = finding;
    const part = document.createElement("div");
    part.className = isError ? "found-part is-error" : "found-part";
    const kind = document.createElement("strong");
    kind.textContent = `${comment ? gettext("Comment.") : isError ? gettext("Error: stops publication.") : gettext("Worth a look.")} `;
    part.append(kind, advice, " ", ...(name ? [name.cloneNode(true)] : []));
    this.offer(part, finding, this.key);
    return part;
  }

  /** A button for what a machine can put right, once that is known. */
  async offer(part, finding, key) {
    const repair = await repairOf(this.editor, finding, this.titles);
    if (!repair || this.key !== key) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = repair.label;
    button.title = "Alt+Enter";
    const run = () => {
      this.close();
      repair.run(finding);
    };
    button.addEventListener("click", run);
    part.append(button);
    this.repairs.push(run);
    this.place();
  }

  /** Does the first repair of the card. */
  repair() {
    if (this.box.hidden || !this.repairs[0]) return false;
    this.repairs[0]();
    return true;
  }

  /** Below the words, or above them near the end of the window. */
  place() {
    if (this.box.hidden) return;
    const { left, top, bottom } = this.editor.view.coordsAtPos(this.at);
    const { offsetWidth: width, offsetHeight: height } = this.box;
    const isAbove = bottom + height + 8 > innerHeight && top > height + 8;
    this.box.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
    this.box.style.top = `${isAbove ? top - height - 4 : bottom + 4}px`;
  }

  close(goesBack = false) {
    this.box.hidden = true;
    if (goesBack) this.editor.view.focus();
    return false;
  }
}

export const Findings = Extension.create({
  name: "findings",

  addOptions: () => ({ titles: "" }),

  addStorage: () => ({ card: null, key: null }),

  onCreate() {
    const { editor, storage } = this;
    storage.card = new Card(editor, this.options.titles);
    const refresh = () => editor.view.dispatch(editor.state.tr.setMeta(storage.key, "checked"));
    refresh();
    const box = document.getElementById("desk-checks");
    if (box) new MutationObserver(refresh).observe(box, { childList: true });
    addEventListener("scroll", () => storage.card.place(), { passive: true });
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button.begin-section");
      if (button) beginSection(editor, button.dataset);
      else follow(event, editor);
    });
  },

  onSelectionUpdate() {
    const { state } = this.editor;
    const { from, empty } = state.selection;
    const here = this.storage.key.getState(state).find(from, from);
    if (empty) this.storage.card.show(here.map(({ spec }) => spec.finding));
  },

  addKeyboardShortcuts() {
    const go = (step) => () => {
      const { state } = this.editor;
      const all = this.storage.key.getState(state).find();
      all.sort((a, b) => a.from - b.from);
      const { from } = state.selection;
      const next = step > 0 ? all.find((each) => each.from > from) : all.findLast((each) => each.to < from);
      const found = next ?? all.at(step > 0 ? 0 : -1);
      if (!found) return false;
      goTo(this.editor, found.from, found.to);
      this.storage.card.show(
        all.filter(({ from: at }) => at === found.from).map(({ spec }) => spec.finding),
        true,
      );
      return true;
    };
    const { storage } = this;
    const card = { Escape: () => storage.card.close(), "Alt-Enter": () => storage.card.repair() };
    return { F8: go(1), "Shift-F8": go(-1), ...card };
  },

  addProseMirrorPlugins() {
    const key = new pm.state.PluginKey("findings");
    this.storage.key = key;
    return [
      new Plugin({
        key,
        state: {
          init: () => DecorationSet.empty,
          apply: (tr, marks) => (tr.getMeta(key) ? marksOf(tr.doc) : marks.map(tr.mapping, tr.doc)),
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});

/** Begins a section after the text, its heading selected, so that other words can be typed over it. */
function beginSection(editor, { purpose, heading }) {
  const { schema, tr, doc } = editor.state;
  const attrs = { level: 2, purpose };
  const nodes = [schema.nodes.heading.create(attrs, schema.text(heading)), schema.nodes.paragraph.create()];
  editor.view.dispatch(tr.insert(doc.content.size, nodes));
  goTo(editor, doc.content.size + 1, doc.content.size + 1 + heading.length);
}

/** A link to a section, to words in it, or to a field leads there. */
function follow(event, editor) {
  const link = event.target.closest("a[data-section], a[data-field]");
  if (!link) return;
  if (link.dataset.field) {
    event.preventDefault();
    if (goToField(link.dataset)) return;
    const read = letters(editor.state.doc, 0, editor.state.doc.content.size);
    const { from, to } = find(fold(link.dataset.trigger), read) ?? { from: 1, to: 1 };
    goTo(editor, from, to);
    return;
  }
  const { doc } = editor.state;
  const section = sectionsOf(doc)[Number(link.dataset.section)];
  if (!section) return;
  event.preventDefault();
  const range = rangeOf(
    { trigger: "", sentence: "", rule: "", ...link.dataset },
    letters(doc, section.pos, section.end),
    section,
  );
  const start = section.pos + 1;
  goTo(editor, range?.from ?? start, range?.to ?? start);
  const { card, key } = editor.storage.findings;
  const here = range ? key.getState(editor.state).find(range.from, range.to) : [];
  card.show(here.filter(({ from }) => from === range.from).map(({ spec }) => spec.finding));
}

// The text of an article as one document: headings of level 2 and 3 begin its sections, and carry what the server
// knows these by, their purpose and their urgency. Text that nobody touched is sent back as it came.

import {
  Extension,
  getHTMLFromFragment,
  Heading as PlainHeading,
  Plugin,
  pm,
} from "django-prose-editor/editor";

import { begins, haveSameHeadings, headingOf, moveByOne, sectionAt, sectionsOf } from "./sections.js";

const { Decoration, DecorationSet } = pm.view;
const { Fragment } = pm.model;
const URGENT = "get-help";

export const Heading = PlainHeading.extend({
  addAttributes() {
    const kept = (name) => ({
      default: "",
      parseHTML: (element) => element.getAttribute(`data-${name}`) ?? "",
      renderHTML: (attrs) => (attrs[name] && attrs.level < 4 ? { [`data-${name}`]: attrs[name] } : {}),
    });
    return {
      ...this.parent?.(),
      section: kept("section"),
      purpose: kept("purpose"),
      urgency: kept("urgency"),
    };
  },
});

/** What a part of the document was when it came: the nodes of each body, and its HTML. */
function asItCame(editor, html) {
  const page = new DOMParser().parseFromString(`<body>${html}`, "text/html");
  const bodies = [""];
  page.body.childNodes.forEach((node) => {
    if (/^H[23]$/.test(node.nodeName)) bodies.push("");
    else bodies[bodies.length - 1] += node.outerHTML ?? node.textContent.trim();
  });
  const came = new Map();
  const runs = runsOf(editor.state.doc);
  if (runs.length !== bodies.length) return came;
  runs.forEach(({ body }, i) => {
    // Words outside any element aren't a block of their own.
    if (body.length && bodies[i].startsWith("<")) came.set(body[0], { body, html: bodies[i] });
  });
  return came;
}

/** The headings, null first, each with the nodes that follow it. */
function runsOf(doc) {
  const runs = [{ heading: null, body: [] }];
  doc.forEach((node) => {
    if (begins(node)) runs.push({ heading: node, body: [] });
    else runs.at(-1).body.push(node);
  });
  return runs;
}

/** Writes the document as HTML. Nodes that stayed as they were aren't written anew. */
class Writer {
  constructor(editor, html) {
    this.schema = editor.schema;
    this.came = asItCame(editor, html);
    this.written = new WeakMap();
  }

  node(node) {
    if (!this.written.has(node))
      this.written.set(node, getHTMLFromFragment(Fragment.from(node), this.schema));
    return this.written.get(node);
  }

  body(nodes) {
    const came = this.came.get(nodes[0]);
    if (came?.body.length === nodes.length && came.body.every((node, i) => node === nodes[i]))
      return came.html;
    return nodes.map((node) => this.node(node)).join("");
  }

  document(doc) {
    const parts = runsOf(doc).map(
      ({ heading, body }) => (heading ? this.node(heading) : "") + this.body(body),
    );
    const isEmpty = (part) => part.replace(/<p><\/p>/g, "") === "";
    return (isEmpty(parts[0]) ? parts.slice(1) : parts).join("\n");
  }
}

/** Of headings with the same identity the first keeps it: the others are copies, or what was split off. One that was
 * cut leaves an empty heading behind, which gives it up. */
function withoutTwins({ doc, tr }) {
  const met = new Map();
  doc.forEach((node, pos) => {
    const { section } = node.attrs;
    if (!begins(node) || !section) return;
    const other = met.get(section);
    const isCut = other && !other.node.textContent && node.textContent;
    if (other) tr.setNodeAttribute(isCut ? other.pos : pos, "section", "");
    if (!other || isCut) met.set(section, { node, pos });
  });
  return tr.docChanged ? tr : null;
}

function select(label, choices, chosen, take) {
  const field = document.createElement("select");
  field.setAttribute("aria-label", label);
  field.append(...choices.map(([value, name]) => new Option(name, value, false, value === chosen)));
  field.addEventListener("change", () => take(field.value));
  return field;
}

/** What stands beside a heading: what its section is for, and how urgent it is. */
function mark(view, getPos, { attrs }, choices) {
  const { purpose, urgency, section } = attrs;
  const set = (name) => (value) => {
    const heading = view.state.doc.resolve(getPos()).before();
    view.dispatch(view.state.tr.setNodeAttribute(heading, name, value));
    view.focus();
  };
  const box = document.createElement("span");
  box.className = "section-mark";
  box.contentEditable = "false";
  // The purpose of a new section is told by its heading, unless somebody chooses one.
  const guessed = section || purpose ? [] : [["", gettext("purpose by its heading")]];
  box.append(
    select(gettext("What the section is for"), [...guessed, ...choices.purpose], purpose, set("purpose")),
  );
  if (purpose === URGENT || urgency)
    box.append(select(gettext("How urgent it is"), choices.urgency, urgency, set("urgency")));
  return box;
}

/** A mark beside each heading, placed in it so that it moves with the line. */
function marksOf(doc, choices) {
  const found = [];
  doc.forEach((node, pos) => {
    if (!begins(node)) return;
    const { section, purpose, urgency } = node.attrs;
    found.push(
      Decoration.widget(pos + node.nodeSize - 1, (view, getPos) => mark(view, getPos, node, choices), {
        side: 1,
        ignoreSelection: true,
        key: [section, purpose, urgency].join("|"),
        stopEvent: () => true,
      }),
    );
  });
  return DecorationSet.create(doc, found);
}

const changed = (editor) => document.dispatchEvent(new CustomEvent("document:changed", { detail: editor }));

export const Sections = Extension.create({
  name: "sections",
  priority: 900,

  addOptions: () => ({ choices: { purpose: [], urgency: [] } }),

  onCreate() {
    const { editor } = this;
    const area = editor.options.element.querySelector("textarea");
    const writer = new Writer(editor, area.value);
    editor.getHTML = () => writer.document(editor.state.doc);
    changed(editor);
  },
  onUpdate() {
    changed(this.editor);
  },
  onSelectionUpdate() {
    const sections = sectionsOf(this.editor.state.doc);
    const here = sections[sectionAt(sections, this.editor.state.selection.from)];
    if (!here || here.node === this.storage.here) return;
    this.storage.here = here.node;
    document.dispatchEvent(new CustomEvent("document:at", { detail: headingOf(here) }));
  },

  addStorage: () => ({ here: null }),

  addKeyboardShortcuts() {
    const move = (step) => () => {
      const { doc, selection } = this.editor.state;
      return moveByOne(this.editor, sectionAt(sectionsOf(doc), selection.from), step);
    };
    return { "Alt-Shift-ArrowUp": move(-1), "Alt-Shift-ArrowDown": move(1) };
  },

  addProseMirrorPlugins() {
    const { choices } = this.options;
    return [
      new Plugin({
        state: {
          init: (_, { doc }) => marksOf(doc, choices),
          apply(tr, marks) {
            if (!tr.docChanged) return marks;
            return haveSameHeadings(tr.before, tr.doc)
              ? marks.map(tr.mapping, tr.doc)
              : marksOf(tr.doc, choices);
          },
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
        appendTransaction: (trs, _, state) => (trs.some((tr) => tr.docChanged) ? withoutTwins(state) : null),
      }),
    ];
  },
});

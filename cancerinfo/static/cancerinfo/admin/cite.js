// Sources, survey tables and figures chosen by typing: "[@", "[survey:" or "[figure:" in a section opens a list
// of those that match.
//
// The text stays the field that one types in; the list is told to assistive technology as what it controls.

import { Extension } from "django-prose-editor/editor";

const WAIT = 150;
const LONGEST = 200;
const NEW = { text: gettext("New source…"), note: gettext("from a DOI, a PMID or a record") };
const KINDS = [
  {
    name: "sources",
    opening: "[@",
    what: gettext("sources"),
    isMadeHere: true,
    pattern: /\[@(?:[^[\]]*;\s*@)?([^[\];@]*)$/,
  },
  { name: "tables", opening: "[survey:", what: gettext("survey tables"), pattern: /\[survey:([^[\]]*)$/ },
  { name: "figures", opening: "[figure:", what: gettext("figures"), pattern: /\[figure:([^[\]]*)$/ },
];

const CITATION = /\[@[^[\]]*\]/g;

/** What a source is to fit: the sentence before the citation, the title, and what the text cites already. */
function aboutPlace({ doc, selection }) {
  const { $from } = selection;
  const typed = $from.parent.textBetween(0, $from.parentOffset, null, " ");
  const sentence = typed.replace(CITATION, " ").replace(/\[@[^[\]]*$/, "");
  const keys = (doc.textContent.match(CITATION) ?? []).flatMap((token) => token.match(/[\w.:-]+/g) ?? []);
  const cited = [...new Set(keys)].slice(0, 60).map((key) => ["cited", key]);
  const title = document.getElementById("id_title")?.value ?? "";
  return [["sentence", sentence.slice(-400)], ["title", title.slice(0, 100)], ...cited];
}

const make = (name, attributes, ...content) => {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...content);
  return node;
};

/** What is typed before the cursor: {kind, term, from, to}, or null if no token is begun there. */
function tokenAt({ selection }) {
  const { $from, empty, from: to } = selection;
  if (!empty || !$from.parent.isTextblock) return null;
  const typed = $from.parent.textBetween(
    Math.max(0, $from.parentOffset - LONGEST),
    $from.parentOffset,
    null,
    " ",
  );
  for (const kind of KINDS) {
    const found = typed.match(kind.pattern);
    if (found) return { kind, term: found[1], from: to - found[1].length, to };
  }
  return null;
}

class Citing {
  constructor(editor, addresses) {
    this.editor = editor;
    this.addresses = addresses;
    this.found = [];
    this.active = -1;
  }

  /** The list and its voice, made when they are first needed. */
  draw() {
    if (this.list) return;
    const id = `cite-${document.querySelectorAll(".cite").length}`;
    this.list = make("ul", { id, role: "listbox", class: "choose-list", hidden: "" });
    this.said = make("span", { class: "visually-hidden", role: "status" });
    document.body.append(make("div", { class: "choose cite" }, this.list, this.said));
    this.text = this.editor.view.dom;
    this.text.setAttribute("aria-autocomplete", "list");
    this.text.setAttribute("aria-haspopup", "listbox");
    this.text.setAttribute("aria-controls", id);
    addEventListener(
      "scroll",
      () => {
        if (this.isOpen) this.place();
      },
      { capture: true, passive: true },
    );
    // Pressing an entry must not take the focus from the text.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) this.take([...this.list.children].indexOf(entry));
    });
  }

  get isOpen() {
    return Boolean(this.list && !this.list.hidden);
  }

  typed() {
    clearTimeout(this.timer);
    this.takesNext = false;
    const token = tokenAt(this.editor.state);
    if (!token) return this.close();
    this.isAsking = true;
    this.timer = setTimeout(() => this.search(token), WAIT);
  }

  async search({ kind, term }) {
    this.draw();
    this.asked = kind.name + term;
    let results;
    try {
      const address = new URL(this.addresses[kind.name], location);
      const place = kind.isMadeHere ? aboutPlace(this.editor.state) : [];
      address.search = new URLSearchParams([["term", term.trim()], ...place]);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
      ({ results } = await answer.json());
    } catch {
      this.close();
      this.said.textContent = gettext("The list couldn't be read. Are you still signed in?");
      return;
    }
    const token = tokenAt(this.editor.state);
    if (!token || this.asked !== token.kind.name + token.term || !this.editor.isFocused) return;
    this.open(results, token.kind);
  }

  open(results, kind) {
    this.found = kind.isMadeHere ? [...results, NEW] : results;
    this.list.setAttribute(
      "aria-label",
      interpolate(gettext("The %(what)s that match"), { what: kind.what }, true),
    );
    this.list.replaceChildren(
      ...this.found.map(({ key, text, note }, i) =>
        make(
          "li",
          { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false" },
          text,
          " ",
          make("small", {}, [note, key].filter(Boolean).join(" · ")),
        ),
      ),
    );
    this.list.hidden = !this.found.length;
    if (this.found.length) this.place();
    this.said.textContent = results.length
      ? interpolate(
          gettext("%(count)s %(what)s to choose from"),
          { count: results.length, what: kind.what },
          true,
        )
      : interpolate(gettext("No %(what)s match"), { what: kind.what }, true);
    this.mark(this.found.length ? 0 : -1);
    this.isAsking = false;
    if (this.takesNext) this.takeMarked();
  }

  /** Below the line that one types in, or above it near the end of the window. */
  place() {
    const { left, top, bottom } = this.editor.view.coordsAtPos(this.editor.state.selection.from);
    const width = Math.min(480, innerWidth - 16);
    const isAbove = innerHeight - bottom < 200 && top > innerHeight - bottom;
    Object.assign(this.list.style, {
      width: `${width}px`,
      left: `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`,
      top: isAbove ? "auto" : `${bottom + 4}px`,
      bottom: isAbove ? `${innerHeight - top + 4}px` : "auto",
      maxHeight: `${Math.min(288, (isAbove ? top : innerHeight - bottom) - 12)}px`,
    });
  }

  mark(place) {
    this.active = place;
    [...this.list.children].forEach((entry, i) =>
      entry.setAttribute("aria-selected", String(i === this.active)),
    );
    const entry = this.list.children[this.active];
    if (!entry) return this.text.removeAttribute("aria-activedescendant");
    this.text.setAttribute("aria-activedescendant", entry.id);
    entry.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    if (!this.isOpen) return false;
    const count = this.found.length;
    this.mark(this.active < 0 ? (by < 0 ? count - 1 : 0) : (this.active + by + count) % count);
    return true;
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.isAsking = this.takesNext = false;
    const wasOpen = this.isOpen;
    if (!wasOpen) return false;
    this.list.hidden = true;
    this.found = [];
    this.mark(-1);
    this.said.textContent = "";
    return true;
  }

  /** The entry that is marked; who is faster than the list gets the one that comes for what was typed. */
  takeMarked() {
    this.takesNext = Boolean(this.isAsking && tokenAt(this.editor.state));
    return this.takesNext || this.take(this.active);
  }

  take(place) {
    const token = this.isOpen && tokenAt(this.editor.state);
    const chosen = this.found[place];
    if (!token || !chosen) return false;
    this.close();
    if (chosen === NEW) this.make(token.term);
    else this.put(chosen, token);
    return true;
  }

  put({ key, text }, token) {
    if (token.kind.name === "sources") this.cite(token, key);
    else this.placeAlone(token, key);
    this.said.textContent = interpolate(gettext("%(name)s: put in"), { name: text }, true);
  }

  /** The text keeps its cursor while the dialog is open. */
  async make(term) {
    const { newSource } = await import(this.addresses.newSourceScript);
    const source = await newSource(this.addresses.newSource, term);
    this.editor.view.focus();
    const token = tokenAt(this.editor.state);
    if (source && token) this.put(source, token);
    else this.close();
  }

  /** Ends the token with the key; a bracket that stands there already closes it. */
  cite({ from, to }, key) {
    const { doc } = this.editor.state;
    const isClosed = doc.textBetween(to, Math.min(to + 1, doc.content.size), " ", " ") === "]";
    this.editor
      .chain()
      .focus()
      .insertContentAt({ from, to: isClosed ? to + 1 : to }, { type: "text", text: `${key}]` })
      .run();
  }

  /** A table or figure stands alone in a paragraph, so the words around it stay where they are. */
  placeAlone({ kind, from, to }, key) {
    const { $from } = this.editor.state.selection;
    const start = from - kind.opening.length;
    const isAlone =
      $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === to - start;
    const text = { type: "text", text: `${kind.opening}${key}]` };
    const after = $from.after(1) - (to - start);
    const chain = this.editor.chain().focus();
    if (isAlone) chain.insertContentAt({ from: start, to }, text).run();
    else
      chain
        .deleteRange({ from: start, to })
        .insertContentAt(after, { type: "paragraph", content: [text] })
        .run();
  }

  begin(kind) {
    this.editor.chain().focus().insertContent({ type: "text", text: kind.opening }).run();
  }
}

export const Cite = Extension.create({
  name: "cite",
  // Before the keys of lists and tables, while the list is open.
  priority: 1000,

  addOptions: () => ({ sources: "", tables: "", figures: "", newSource: "", newSourceScript: "" }),

  addStorage: () => ({ citing: null }),

  onCreate() {
    this.storage.citing = new Citing(this.editor, this.options);
  },
  onUpdate() {
    this.storage.citing?.typed();
  },
  onSelectionUpdate() {
    if (!tokenAt(this.editor.state)) this.storage.citing?.close();
  },
  onBlur() {
    this.storage.citing?.close();
  },

  addKeyboardShortcuts() {
    const citing = () => this.storage.citing;
    return {
      ArrowDown: () => citing().step(1),
      ArrowUp: () => citing().step(-1),
      Enter: () => citing().takeMarked(),
      Tab: () => citing().takeMarked(),
      Escape: () => citing().close(),
    };
  },

  addMenuItems({ menu, buttons }) {
    const [sources, tables, figures] = KINDS;
    const item = (kind, label, title) =>
      menu.defineItem({
        name: `cite:${kind.name}`,
        groups: "cite",
        button: buttons.text(label, title),
        command: (editor) => editor.storage.cite.citing.begin(kind),
      });
    item(sources, gettext("Cite"), gettext("Cite a source"));
    item(tables, gettext("Survey"), gettext("Place a survey table"));
    item(figures, gettext("Figure"), gettext("Place a figure"));
  },
});

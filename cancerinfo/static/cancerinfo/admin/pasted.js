// What is pasted from Word and Google Docs: paragraphs that only look like items become lists, headings those that
// the text can hold, styles that mean something marks. The editor leaves out all else.
//
// The page's policy blocks styles even in what is only read, so they are read under another name.

import { Extension, Plugin } from "django-prose-editor/editor";

import { dropStruck, sentence, styleOf, styleSheet } from "./struck.js";

const LEVEL = /mso-list:[^;"]*\blevel(\d)/i;
const COUNTED = /^\s*\(?(?:\d+|[a-z]|[ivx]+)[.)]/i;

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const STYLE_SHEET = /<style\b[\s\S]*?<\/style\s*>/gi;
const MARKS = [
  ["strong", "font-weight", /^(?:bold|bolder|[6-9]00)$/],
  ["em", "font-style", /^(?:italic|oblique)$/],
  ["sub", "vertical-align", /^sub$/],
  ["sup", "vertical-align", /^super$/],
];
const DENIALS = [
  ["b, strong", "font-weight", /^(?:normal|lighter|[1-5]00)$/],
  ["i, em", "font-style", /^normal$/],
];

// An address without its scheme; the name of a file is none.
const HOST = /^(?:[a-z0-9-]+\.)+(?!(?:html?|php|aspx?|pdf|docx?)\b)[a-z]{2,24}(?:[/?#].*)?$/i;
// Pages that only lead on, with the names by which their addresses tell where to.
const REDIRECTS = [
  [/^(?:www\.)?google\.[a-z.]+$/, "/url", ["q", "url"]],
  [/\.safelinks\.protection\.outlook\.com$/, "/", ["url"]],
  [/^lm?\.facebook\.com$/, "/l.php", ["u"]],
];
const TYPED = [
  ["ul", /^\s*[•·▪◦‣●]\s*/],
  ["ol", /^\s*\d{1,3}[.)]\s+/],
];

const levelOf = (node) => Number(node?.dataset?.style?.match(LEVEL)?.[1] ?? 0);

const withoutStyles = (html) =>
  html.replace(STYLE_SHEET, "").replace(TAG, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));

function renamed(node, name) {
  const other = node.ownerDocument.createElement(name);
  other.append(...node.childNodes);
  node.replaceWith(other);
}

/** Google Docs wraps all it copies into a "b" that is not bold, and says what is bold in styles. */
function mark(page, sheet) {
  DENIALS.forEach(([names, property, denied]) =>
    page.querySelectorAll(names).forEach((node) => {
      if (denied.test(styleOf(node, sheet).get(property) ?? "")) node.replaceWith(...node.childNodes);
    }),
  );
  page.querySelectorAll("span").forEach((span) =>
    MARKS.forEach(([name, property, value]) => {
      if (!value.test(styleOf(span, sheet).get(property) ?? "") || span.closest("h1, h2, h3, h4, h5, h6"))
        return;
      const inner = page.createElement(name);
      inner.append(...span.childNodes);
      span.append(inner);
    }),
  );
}

/** Takes the sign of an item out of it; the name of the list that it stands for. */
function takeSign(item) {
  const sign = item.querySelector("[data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]");
  const kind = COUNTED.test(sign?.textContent ?? "") ? "ol" : "ul";
  sign?.remove();
  return kind;
}

/** The paragraphs of one list, in nested lists. */
function listOf(paragraphs) {
  const open = [];
  let outermost;
  for (const paragraph of paragraphs) {
    const level = levelOf(paragraph);
    const kind = takeSign(paragraph);
    while (open.length > 1 && open.at(-1).level > level) open.pop();
    if (!open.length || open.at(-1).level < level) {
      const list = document.createElement(kind);
      if (open.length) open.at(-1).list.lastElementChild.append(list);
      outermost ??= list;
      open.push({ level, list });
    }
    const item = document.createElement("li");
    item.append(...paragraph.childNodes);
    open.at(-1).list.append(item);
  }
  return outermost;
}

/** Where a link leads in the end, with its scheme. */
function straighten(link) {
  const href = link.getAttribute("href").trim();
  const whole = HOST.test(href) ? `https://${href}` : href;
  const address = URL.canParse(whole) ? new URL(whole) : null;
  const [, , names] =
    REDIRECTS.find(([host, path]) => host.test(address?.hostname) && address.pathname === path) ?? [];
  const target = names?.map((name) => address.searchParams.get(name)).find((value) => /^https?:/.test(value));
  link.setAttribute("href", target ?? whole);
}

const firstWords = (node) => node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();

/** Two or more paragraphs in a row that begin with the same typed sign become a list. */
function listTyped(page) {
  TYPED.forEach(([kind, sign]) =>
    page.querySelectorAll("p").forEach((first) => {
      if (!first.isConnected) return;
      const run = [];
      let next = first;
      while (next?.matches("p") && sign.test(firstWords(next)?.data)) {
        run.push(next);
        next = next.nextElementSibling;
      }
      if (run.length < 2) return;
      const list = page.createElement(kind);
      first.before(list);
      run.forEach((paragraph) => {
        const words = firstWords(paragraph);
        words.data = words.data.replace(sign, "");
        const item = page.createElement("li");
        item.append(...paragraph.childNodes);
        list.append(item);
        paragraph.remove();
      });
    }),
  );
}

/** Says under the editor what was left out of the last paste, until the next one. */
function tell(view, words) {
  const editor = view.dom.closest(".prose-editor") ?? view.dom;
  let said = editor.parentElement.querySelector(":scope > .pasted-said");
  if (!said && !words) return;
  if (!said) {
    said = document.createElement("p");
    said.className = "pasted-said";
    said.setAttribute("role", "status");
    editor.after(said);
  }
  said.textContent = words;
}

/** Headings become those of the levels that the text can hold, by their rank. What was copied here stays. */
function rank(page, levels) {
  if (page.querySelector("[data-pm-slice]")) return;
  const headings = [...page.querySelectorAll("h1, h2, h3, h4, h5, h6")];
  const all = headings.map(({ nodeName }) => nodeName);
  // One heading above all others is the title of what was copied.
  const isTitled = all.indexOf("H1") === 0 && all.lastIndexOf("H1") === 0;
  const ranks = [...new Set(isTitled && all.length > 1 ? all.slice(1) : all)].sort();
  headings.forEach((heading, i) => {
    const place = Math.max(0, ranks.indexOf(all[i]));
    renamed(heading, `h${levels[Math.min(place, levels.length - 1)]}`);
  });
}

export function tidy(html, view, levels = [4]) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  const sheet = styleSheet(html);
  tell(view, sentence(dropStruck(page, sheet)));
  mark(page, sheet);
  for (const first of page.querySelectorAll("p")) {
    if (!first.isConnected || !levelOf(first)) continue;
    const run = [first];
    while (levelOf(run.at(-1).nextElementSibling)) run.push(run.at(-1).nextElementSibling);
    const place = page.createComment("");
    first.before(place);
    run.forEach((paragraph) => paragraph.remove());
    place.replaceWith(listOf(run));
  }
  listTyped(page);
  page.querySelectorAll("a[href]").forEach(straighten);
  rank(page, levels);
  return page.body.innerHTML;
}

export const Pasted = Extension.create({
  name: "pasted",
  addOptions: () => ({ levels: [4] }),
  addProseMirrorPlugins() {
    const { levels } = this.options;
    const transformPastedHTML = (html, view) => tidy(html, view, levels);
    return [new Plugin({ props: { transformPastedHTML } })];
  },
});

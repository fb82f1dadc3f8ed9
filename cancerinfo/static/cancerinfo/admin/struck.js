// Text that isn't part of the page: struck out, deleted in tracked changes, hidden, a comment on the text. The
// server drops it too (articles/text/struck.py); here it goes before the editor makes living text of it.

const COMMENT_CSS = /\/\*[\s\S]*?\*\/|<!--|-->/g;
const AT_RULE = /@[^{};@]{1,200}\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g;
const RULE = /([^{}]+)\{([^{}]*)\}/g;
const ONE_CLASS = /^[a-z0-9]*\.([\w-]+)$/;

const NAMES = {
  struck: gettext("struck-out or deleted text"),
  hidden: gettext("hidden text"),
  comment: gettext("comments"),
};
// Word's own, and those of Word in a browser.
const CLASSES = {
  msodel: "struck",
  trackchangetextdeletion: "struck",
  msocomanchor: "comment",
  msocomtxt: "comment",
  msocomoff: "comment",
};
const STYLES = [
  ["struck", "text-decoration", /\bline-through\b/],
  ["struck", "text-decoration-line", /\bline-through\b/],
  ["hidden", "mso-hide", /^all$/],
  ["hidden", "display", /^none$/],
  ["hidden", "visibility", /^(?:hidden|collapse)$/],
  ["comment", "mso-element", /^comment(?:-list)?$/],
  ["comment", "mso-special-character", /^comment$/],
];
const MAX_TOLD = 5;
const MAX_QUOTED = 60;

/** Property and value of each declaration, in small letters. */
function declarations(style) {
  const pairs = style
    .toLowerCase()
    .split(";")
    .map((part) => part.split(/:([\s\S]*)/));
  return pairs
    .map(([name, value = ""]) => [name.trim(), value.replace("!important", "").trim()])
    .filter(([name]) => name);
}

/** The declarations of each class that a style sheet of the page names alone or with a tag. */
export function styleSheet(html) {
  const found = new Map();
  for (const [, sheet] of html.matchAll(/<style\b[^>]*>([\s\S]*?)<\/style/gi)) {
    for (const [, selectors, style] of sheet.replace(COMMENT_CSS, " ").replace(AT_RULE, "").matchAll(RULE)) {
      for (const selector of selectors.toLowerCase().split(",")) {
        const name = selector.trim().match(ONE_CLASS)?.[1];
        if (name) found.set(name, [...(found.get(name) ?? []), ...declarations(style)]);
      }
    }
  }
  return found;
}

/** The style of an element: that of its classes, and over it its own. */
export function styleOf(node, sheet) {
  const ofClasses = [...node.classList].flatMap((name) => sheet.get(name.toLowerCase()) ?? []);
  const own = node.dataset.style ?? node.getAttribute("style") ?? "";
  return new Map([...ofClasses, ...declarations(own)]);
}

function kindOf(node, sheet) {
  if (["DEL", "S", "STRIKE"].includes(node.tagName)) return "struck";
  if (node.hidden) return "hidden";
  if (/^\s*#(?:_mso(?:com|anchor)_|cmnt)/i.test(node.getAttribute("href") ?? "")) return "comment";
  // Google Docs writes a comment into a paragraph behind a link to the words that it is on.
  if (node.matches("p, li") && node.querySelector("a[href^='#cmnt_ref']")) return "comment";
  const known = [...node.classList].map((name) => CLASSES[name.toLowerCase()]).find(Boolean);
  const style = styleOf(node, sheet);
  return known ?? STYLES.find(([, name, value]) => value.test(style.get(name) ?? ""))?.[0];
}

function removeEmptied(node) {
  for (let around = node; around?.matches("p, li, h1, h2, h3, h4, h5, h6, span, sup, ins, ul, ol"); ) {
    if (around.textContent.trim() || around.querySelector("img")) return;
    const emptied = around;
    around = around.parentElement;
    emptied.remove();
  }
}

/** Takes out of the page what isn't part of it; returns the words, by kind. */
export function dropStruck(page, sheet) {
  const dropped = {};
  for (const node of page.body.querySelectorAll("*")) {
    if (!node.isConnected) continue;
    const kind = kindOf(node, sheet);
    if (!kind) continue;
    const words = node.textContent.replace(/\s+/g, " ").trim();
    const around = node.parentElement;
    node.remove();
    removeEmptied(around);
    if (words) dropped[kind] = [...(dropped[kind] ?? []), words];
  }
  // The places that footnote marks lead to are lost.
  page
    .querySelectorAll("a[href^='#_ftn' i], a[href^='#_edn' i]")
    .forEach((link) => link.replaceWith(...link.childNodes));
  return dropped;
}

function quoted(places) {
  const shown = places
    .slice(0, MAX_TOLD)
    .map((words) => `“${words.length > MAX_QUOTED ? `${words.slice(0, MAX_QUOTED - 1)}…` : words}”`);
  return [
    ...shown,
    ...(places.length > MAX_TOLD
      ? [interpolate(gettext("and %(count)s more"), { count: places.length - MAX_TOLD }, true)]
      : []),
  ].join(", ");
}

/** A sentence for the editor that quotes what was left out; "" for nothing. */
export function sentence(dropped) {
  const told = Object.entries(NAMES)
    .filter(([kind]) => dropped[kind])
    .map(([kind, name]) => `${name} (${quoted(dropped[kind])})`);
  return told.length
    ? interpolate(gettext("Left out of what you pasted: %(told)s."), { told: told.join(", ") }, true)
    : "";
}

// Shows a page in a frame as it looks on paper, or in the other colours, whatever this device shows: the conditions
// of its style sheets are read as if they held. Nothing of the page itself changes.

const DARK = "(prefers-color-scheme: dark)";
const as = new WeakMap();

function rulesOf(page) {
  return [...page.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof page.defaultView.CSSMediaRule);
}

/** Has each rule hold, or not, as it would where `isPaper` and `isDark` are so. */
export function showAs(page, { isPaper, isDark }) {
  for (const rule of rulesOf(page)) {
    if (!as.has(rule)) as.set(rule, rule.media.mediaText);
    const holds = { print: isPaper, screen: !isPaper, [DARK]: isDark && !isPaper }[as.get(rule)];
    if (holds !== undefined) rule.media.mediaText = holds ? "all" : "not all";
  }
  page.documentElement.style.colorScheme = isDark && !isPaper ? "dark" : "light";
}

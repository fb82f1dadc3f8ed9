"""What the tests measure in a page. Each constant is JavaScript; most give a list of what is wrong."""

# Elements that stand out of the window to the right, unless they scroll by themselves; nothing if all fits.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const scrolls = e => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
  const wide = [...document.querySelectorAll('body *')].filter(e => e.checkVisibility() && !scrolls(e)
    && e.getBoundingClientRect().right > width + 1);
  const names = wide.slice(0, 5).map(e => e.outerHTML.slice(0, 100));
  return [`${document.scrollingElement.scrollWidth} px`, ...names];
}"""

# Elements whose text is cut off by their own box. What is for screen readers only is cut off on purpose.
CUT_OFF = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  return box.width > 2 && box.height > 2 && e.textContent.trim() && e.checkVisibility()
    && !e.closest('svg, input, select, textarea, details:not([open])')
    && (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1
     || /hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1);
}).map(e => e.outerHTML.slice(0, 100))"""

# What one presses that is smaller than 44 px. A link among words is as high as their line (WCAG 2.5.5).
SMALL_TARGETS = """() => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const isInline = e => /^inline(-block)?$/.test(getComputedStyle(e).display);
  const block = e => isInline(e) ? block(e.parentElement) : e;
  const amongWords = e => isInline(e) && /[\\p{L}\\p{N}]/u.test(block(e).innerText.replace(e.innerText, ''));
  const size = e => { const boxes = [e, ...(/radio|checkbox/.test(e.type) ? e.labels : [])]
    .map(each => each.getBoundingClientRect());
    return Math.min(Math.max(...boxes.map(b => b.width)), Math.max(...boxes.map(b => b.height))); };
  return [...document.querySelectorAll(all)].filter(e => e.checkVisibility({visibilityProperty: true})
    && !amongWords(e) && size(e) < 43.5).map(e => `${size(e)}: ${e.outerHTML.slice(0, 100)}`);
}"""

# Texts that can hardly be told from what is behind them: a contrast below 4.5.
FAINT = """() => {
  const parse = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const linear = v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => c.slice(0, 3).map(v => linear(v / 255))
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const behind = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c[3]) return c; } return parse(getComputedStyle(document.documentElement).backgroundColor); };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  for (let node; (node = walk.nextNode());) {
    const e = node.parentElement;
    if (!node.data.trim() || e.closest('script, svg, select') || !e.checkVisibility()) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    const contrast = (a + .05) / (b + .05);
    if (contrast < 4.5) found.add(`${contrast.toFixed(1)}: ${e.outerHTML.slice(0, 100)}`);
  }
  return [...found];
}"""

# How many places the Tab key should stop at.
STOPS = """() => {
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]';
  const stops = [...document.querySelectorAll(all)].filter(e => !e.disabled && e.tabIndex >= 0
    && e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false}));
  return stops.length + (stops.some(e => e.tabIndex > 0) ? 1000 : 0);
}"""

# Where the focus is: null on no element; `seen` if outlined, in the window, and not covered.
FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const style = getComputedStyle(e), [box] = e.getClientRects();
  const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const uncovered = !!hit && (e.contains(hit) || hit.contains(e));
  return {name: e.outerHTML.slice(0, 100), seen: outlined && inWindow && uncovered};
}"""

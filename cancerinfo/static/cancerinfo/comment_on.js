// Comments on words of a text that is read: selecting some offers a form, and words with an open comment are marked.

const text = document.querySelector(".article");
const dialog = document.querySelector(".comment-on");
const button = document.querySelector(".comment-here");
const BLOCK = "p, li, td, th, h1, h2, h3, h4, dd, blockquote, figcaption";

/** The words that are selected in the text: {quote, context, heading, place}; null if there are none. */
function selected() {
  const selection = getSelection();
  const quote = selection.toString().replace(/\s+/g, " ").trim();
  if (!quote || quote.length > 1000 || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text?.contains(range.commonAncestorContainer)) return null;
  const start = range.startContainer;
  const block = (start.nodeType === Node.TEXT_NODE ? start.parentElement : start).closest(BLOCK);
  const headings = [...text.querySelectorAll(".text :is(h2, h3)[id], .text p[id] > strong")];
  const before = headings.filter(
    (each) => each.contains(start) || each.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const heading = before.at(-1)?.cloneNode(true);
  heading?.querySelectorAll(".vh").forEach((part) => part.remove());
  return {
    quote,
    context: (block?.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 3000),
    heading: heading?.textContent.trim() ?? "",
    place: range.getBoundingClientRect(),
  };
}

/** A field of a form by the end of its name, which outside the desk has a prefix. */
const fieldOf = (form, name) => form.querySelector(`[name="${name}"], [name$="-${name}"]`);

function fill(form, { quote, context, heading }) {
  fieldOf(form, "quote").value = quote;
  fieldOf(form, "context").value = context;
  const section = form.querySelector("select");
  const found = [...section.options].find((option) => option.text.trim() === heading);
  section.value = found?.value ?? "";
}

/** Puts the comments of the page that the server answers with in place of those that are shown. */
function showComments(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.querySelector("[data-comments]").replaceWith(page.querySelector("[data-comments]"));
  mark();
}

/** Marks the words of open comments without touching the text. */
function mark() {
  if (!text || !globalThis.Highlight) return;
  const ranges = [...document.querySelectorAll("[data-comments] [data-comment]")].flatMap(({ dataset }) => {
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.data.indexOf(dataset.quote);
      if (at < 0) continue;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + dataset.quote.length);
      return [range];
    }
    return [];
  });
  CSS.highlights.set("commented", new Highlight(...ranges));
}

if (dialog && text) {
  const form = dialog.querySelector("form");
  const said = form.querySelector("[data-said]");
  let words = null;
  const offer = () => {
    if (dialog.open) return;
    words = selected();
    button.hidden = !words;
    if (!words) return;
    const { left, bottom } = words.place;
    button.style.left = `${Math.max(8, Math.min(left, innerWidth - button.offsetWidth - 8))}px`;
    button.style.top = `${Math.max(8, Math.min(bottom + 6, innerHeight - button.offsetHeight - 8))}px`;
  };
  document.addEventListener("selectionchange", offer);
  addEventListener("scroll", offer, { passive: true });
  // Pressing the button must not give the selection up.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    fill(form, words);
    form.querySelector("[data-quoted]").textContent = words.quote;
    said.textContent = "";
    button.hidden = true;
    dialog.showModal();
    fieldOf(form, "text").focus();
  });
  form.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      // An act that is refused shows its own page again.
      if (!answer.ok || !answer.redirected) throw new Error(answer.statusText);
      showComments(await answer.text());
      form.reset();
      dialog.close();
    } catch {
      said.textContent = dialog.dataset.failed;
    }
  });
} else if (text) {
  // The page of a comment has its own form.
  const form = document.querySelector(".act-form");
  if (form && fieldOf(form, "quote")) {
    document.addEventListener("selectionchange", () => {
      const words = selected();
      if (words) fill(form, words);
    });
  }
}
mark();

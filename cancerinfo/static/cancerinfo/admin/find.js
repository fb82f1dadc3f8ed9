// A finding leads to its words: they are selected where they stand, in the rich text or in the heading.

const fold = (text) => text.replace(/\s+/g, " ").toLowerCase();

/** The text of a node with single spaces, and for each of its letters the text node and the place in it. */
function letters(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  let block = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement.closest("p, li, td, th, h4, caption");
    if (around !== block && text && !text.endsWith(" ")) {
      text += " ";
      places.push([node, 0]);
    }
    block = around;
    [...node.data].forEach((letter, i) => {
      const isSpace = /\s/.test(letter);
      if (isSpace && text.endsWith(" ")) return;
      text += isSpace ? " " : letter.toLowerCase();
      places.push([node, i]);
    });
  }
  return { text, places };
}

/** Where `words` begin in `text`: within the sentence, if it is there, else anywhere. -1 if nowhere. */
function placeOf(words, sentence, text) {
  const start = sentence ? text.indexOf(fold(sentence)) : -1;
  const within = start < 0 ? -1 : text.indexOf(fold(words), start);
  return within < 0 ? text.indexOf(fold(words)) : within;
}

function selectInText(editor, words, sentence) {
  const { text, places } = letters(editor);
  const start = placeOf(words, sentence, text);
  editor.focus({ preventScroll: true });
  if (start < 0) return editor.scrollIntoView({ block: "nearest" });
  const [first, from] = places[start];
  const [last, to] = places[start + fold(words).length - 1];
  getSelection().setBaseAndExtent(first, from, last, to + 1);
  first.parentElement.scrollIntoView({ block: "center" });
}

function selectInField(field, words) {
  const start = fold(field.value).indexOf(fold(words));
  if (start < 0) return false;
  field.focus();
  field.setSelectionRange(start, start + words.length);
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-trigger]");
  if (!link) return;
  // Sections count in the order that they stand in now, without those that are to be deleted.
  const rows = [...document.querySelectorAll("#sections-group .row:not(.empty-form, .is-deleted)")];
  const row = rows[Number(link.dataset.section)];
  if (!row) return;
  event.preventDefault();
  if (row.querySelector(".row-body").hidden) row.querySelector("[data-act=collapse]").click();
  const { trigger, sentence } = link.dataset;
  const heading = row.querySelector("[name$='-heading']");
  if (!trigger) return heading.focus();
  if (!sentence && selectInField(heading, trigger)) return;
  const editor = row.querySelector(".ProseMirror[contenteditable]");
  const isInText = editor && letters(editor).text.includes(fold(trigger));
  if (!isInText && selectInField(heading, trigger)) return;
  selectInText(editor ?? heading, trigger, sentence);
});

// What a machine can put right of a finding, offered on its card. One undo takes each back.

const CITED = ["unnamed-source", "journal-uncited", "unsupported-statistic", "unnamed-trials"];
const PER_CENT = /^(\d+(?:\.\d+)?)\s?(?:%|per ?cent)/i;

/** "8 in 100 (8%)", of less than one in a hundred "3 in 1,000 (0.3%)"; null if the words aren't a percentage. */
export function inPeople(words) {
  const share = Number(words.match(PER_CENT)?.[1]);
  if (!(share > 0 && share <= 100)) return null;
  const of = [100, 1000, 10_000].find((each) => (share * each) / 100 >= 0.95);
  return of && `${Math.round((share * of) / 100)} in ${of.toLocaleString("en")} (${words})`;
}

/** A result without its decimals; null of a small number, which would lose too much by it. */
export function rounded(words) {
  return /^\d\d+\.\d+$/.test(words) ? String(Math.round(Number(words))) : null;
}

const sentenceCase = (words) => words.toLowerCase().replace(/\p{L}/u, (first) => first.toUpperCase());

const textOf = ({ state }, { from, to }) => state.doc.textBetween(from, to, " ", " ");

/** Puts other words there, in the letters that stand there: bold stays bold. */
function replace(editor, { from, to }, words) {
  const { state, view } = editor;
  const marks = state.doc.resolve(from).marksAcross(state.doc.resolve(to)) ?? [];
  view.dispatch(state.tr.replaceWith(from, to, state.schema.text(words, marks)).scrollIntoView());
  view.focus();
}

/** Begins a citation at the end of the sentence, which opens the list of sources. */
function cite(editor, { to }) {
  const $to = editor.state.doc.resolve(to);
  const rest = $to.parent.textBetween($to.parentOffset, $to.parent.content.size, " ", " ");
  const end = rest.search(/\s?\[@|[.!?](?:\s|$)/);
  const place = end < 0 ? $to.end() : to + end;
  editor
    .chain()
    .focus()
    .insertContentAt(place, { type: "text", text: " [@" })
    .setTextSelection(place + 3)
    .run();
}

/** Takes the paragraph or the item out in which the words stand. */
function takeOut(editor, { from }) {
  const { state, view } = editor;
  const $from = state.doc.resolve(from);
  let depth = $from.depth;
  while (depth > 1 && $from.node(depth - 1).childCount === 1) depth -= 1;
  view.dispatch(state.tr.delete($from.before(depth), $from.after(depth)).scrollIntoView());
  view.focus();
}

/** Makes a section of the paragraph, one level below the one that it stands in. */
function makeHeading(editor, { from }) {
  const { doc } = editor.state;
  let level = 2;
  doc.nodesBetween(0, from, (node) => {
    if (node.type.name === "heading" && node.attrs.level === 2) level = 3;
    return false;
  });
  editor.chain().focus().setTextSelection(from).setNode("heading", { level }).run();
  const { $from } = editor.state.selection;
  editor.chain().setTextSelection({ from: $from.start(), to: $from.end() }).unsetBold().run();
}

/** What the linked page is called, as far as the site knows it; "" otherwise. */
async function titleOf(editor, { from }, address) {
  const link = editor.state.doc.nodeAt(from)?.marks.find((mark) => mark.type.name === "link");
  if (!link || !address) return "";
  const asked = new URL(address, location);
  asked.search = new URLSearchParams({ address: link.attrs.href });
  const answer = await fetch(asked, { headers: { Accept: "application/json" } });
  return answer.ok && !answer.redirected ? (await answer.json()).title : "";
}

/** Says with the form, once it is saved, that a comment has been dealt with. */
function dealtWith(comment) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "dealt_with", value: comment });
  document.getElementById("article_form").append(field);
}

/** The repair of a finding: {label, run}, null if there is none that a machine can do. `address` tells titles. */
export async function repairOf(editor, finding, address) {
  const words = textOf(editor, finding);
  const say = (other) =>
    other && {
      label: interpolate(gettext("Write “%(words)s”"), { words: other }, true),
      run: (at) => replace(editor, at, other),
    };
  const { rule } = finding;
  if (finding.replacement)
    return {
      label: interpolate(gettext("Replace by “%(words)s”"), { words: finding.replacement }, true),
      run: (at) => {
        replace(editor, at, finding.replacement);
        dealtWith(finding.comment);
      },
    };
  if (CITED.includes(rule)) return { label: gettext("Cite a source"), run: (at) => cite(editor, at) };
  if (rule === "percent-without-count") return say(inPeople(words));
  if (rule === "decimals") return say(rounded(words));
  if (rule === "all-capitals") return say(sentenceCase(words));
  if (rule === "broken-sentence") {
    const [one, two, ...more] = words.split(" ");
    return one.toLowerCase() === two?.toLowerCase() && !more.length ? say(one) : null;
  }
  if (rule === "promotional")
    return { label: gettext("Take the paragraph out"), run: (at) => takeOut(editor, at) };
  if (rule === "paragraph-as-heading")
    return { label: gettext("Make it a section"), run: (at) => makeHeading(editor, at) };
  if (rule === "link-vague") return say(await titleOf(editor, finding, address));
  return null;
}

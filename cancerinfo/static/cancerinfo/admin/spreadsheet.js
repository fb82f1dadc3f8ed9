// Cells copied from a spreadsheet, pasted into a survey table: lines become rows. Pasted into a column's heading, or
// while no column has one, the first line gives the headings.

const columns = document.getElementById("columns-group");
const rows = document.getElementById("rows-group");
const help =
  "Paste cells from a spreadsheet here: into a heading if they include headings, into a row's label if they don't.";

/** The cells of what was copied, or null if it is a single one. Spreadsheets quote cells with tabs, lines or quotes. */
function cellsOf(text) {
  const lines = [[]];
  const pattern = /(?:^|[\t\n])("(?:[^"]|"")*"(?=[\t\n]|$)|[^\t\n]*)/g;
  for (const found of text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").matchAll(pattern)) {
    const cell =
      found[1].startsWith('"') && found[1].endsWith('"') && found[1].length > 1
        ? found[1].slice(1, -1).replaceAll('""', '"')
        : found[1];
    if (found[0].startsWith("\n")) lines.push([]);
    lines.at(-1).push(cell.replace(/\s+/g, " ").trim());
  }
  return lines.length > 1 || lines[0].length > 1 ? lines : null;
}

const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
const shown = (group) => [...group.querySelectorAll(".row:not(.empty-form, .is-deleted)")];

function put(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** The rows of a group from `first` on, with as many added as are needed. */
function rowsFrom(group, first, count) {
  while (shown(group).length < first + count) group.querySelector(".row-add").click();
  return shown(group).slice(first, first + count);
}

function unitOf(values) {
  const told = values.filter((value) => /\d/.test(value));
  const all = (pattern) => told.length && told.every((value) => pattern.test(value));
  if (all(/^[<>~≈]?\s*[\d.,]+\s*%$/)) return "percent";
  if (all(/^\d{1,3}(?:[ ,]?\d{3})*$/)) return "count";
  return all(/^[-−+]?[\d.,]+$/) ? "number" : "text";
}

function fillColumns(headings, body, first) {
  rowsFrom(columns, first, headings.length).forEach((row, i) => {
    put(fieldOf(row, "heading"), headings[i]);
    put(fieldOf(row, "unit"), unitOf(body.map((line) => line[i + 1] ?? "")));
  });
}

function fillRows(body, first) {
  rowsFrom(rows, first, body.length).forEach((row, i) => {
    const [label, ...values] = body[i];
    put(fieldOf(row, "label"), label);
    put(fieldOf(row, "values"), values.join(" | "));
  });
}

function pasted(event) {
  const field = event.target;
  const group = [columns, rows].find((each) => each.contains(field));
  const isHeading = group === columns && field.name.endsWith("-heading");
  if (!isHeading && !(group === rows && field.name.endsWith("-label"))) return;
  const lines = cellsOf(event.clipboardData.getData("text/plain"));
  if (!lines) return;
  event.preventDefault();
  const place = shown(group).indexOf(field.closest(".row"));
  const hasHeadings = shown(columns).some((row) => fieldOf(row, "heading").value);
  let body = lines;
  if (isHeading || !hasHeadings) {
    const [[corner, ...headings], ...rest] = lines;
    body = rest;
    if (corner) put(document.getElementById("id_label_heading"), corner);
    fillColumns(headings, body, isHeading ? place : 0);
  }
  fillRows(body, isHeading ? 0 : place);
  field.focus();
  group.querySelector("[data-said]").textContent =
    `${body.length} rows pasted. Look at the columns' units, then save.`;
}

for (const group of [columns, rows].filter(Boolean)) {
  const words = document.createElement("p");
  words.className = "help";
  words.textContent = help;
  group.querySelector("h2")?.after(words);
  group.addEventListener("paste", pasted);
}

// A survey table as one grid: headings and units above, a cell for each value. It is read from the rows of the form,
// which it hides, and written back into them at each change. Below it stand the table as readers will see it and
// what the checks find. Cells of a spreadsheet can be pasted anywhere: they fill the grid from there on.

import { cellsOf, unitOf } from "./spreadsheet.js";
import { follow, refresh, refreshSoon } from "./survey_told.js";

const grid = document.getElementById("survey-grid");
const form = document.getElementById("surveytable_form");
const columnGroup = document.getElementById("columns-group");
const rowGroup = document.getElementById("rows-group");
const corner = document.getElementById("id_label_heading");
const SEPARATOR = "|";
const ROWS_AT_FIRST = 3;

/** {columns: [{heading, unit}], rows: [{label, values, base}]}, as it is drawn; its empty rows are not sent. */
let table;
const before = [];

const fieldOf = (row, name) => row.querySelector(`[name$="-${name}"]`);
const rowsOf = (group) => [...group.querySelectorAll(".row:not(.empty-form)")];
const isKept = (row) => !fieldOf(row, "DELETE")?.checked;
const emptyColumn = () => ({ heading: "", unit: "percent" });
const emptyRow = () => ({ label: "", values: [], base: "" });
// Between the values of a row in the form, so no value may hold it.
const asValue = (text) => text.replaceAll(SEPARATOR, "/");
const cellOf = (row, at) => row.values[at] ?? "";
const isFilled = (row) => [row.label, row.base, ...row.values].some((text) => text.trim());

function read() {
  const columns = rowsOf(columnGroup)
    .filter(isKept)
    .map((row) => ({ heading: fieldOf(row, "heading").value, unit: fieldOf(row, "unit").value }));
  const rows = rowsOf(rowGroup)
    .filter(isKept)
    .map((row) => {
      const values = fieldOf(row, "values").value;
      return {
        label: fieldOf(row, "label").value,
        values: values ? values.split(SEPARATOR).map((cell) => cell.trim()) : [],
        base: fieldOf(row, "base").value,
      };
    });
  const width = Math.max(columns.length, 1, ...rows.map((row) => row.values.length));
  while (columns.length < width) columns.push(emptyColumn());
  while (rows.length < ROWS_AT_FIRST) rows.push(emptyRow());
  return { columns, rows };
}

/** Writes lines of fields into the rows of a group, adds those that it lacks and marks the others as deleted. */
function fill(group, lines) {
  while (rowsOf(group).length < lines.length) group.querySelector(".row-add").click();
  rowsOf(group).forEach((row, place) => {
    const line = lines[place];
    const box = fieldOf(row, "DELETE");
    if (box) box.checked = !line;
    if (!line) return;
    for (const [name, value] of Object.entries({ ...line, order: place })) fieldOf(row, name).value = value;
  });
}

function write() {
  const width = table.columns.findLastIndex(
    (column, at) => column.heading.trim() || table.rows.some((row) => cellOf(row, at).trim()),
  );
  const columns = table.columns.slice(0, width + 1);
  const cells = (row) => columns.map((_, at) => cellOf(row, at).trim());
  fill(columnGroup, columns);
  fill(
    rowGroup,
    table.rows.filter(isFilled).map((row) => ({
      label: row.label,
      values: cells(row).some(Boolean) ? cells(row).join(` ${SEPARATOR} `) : "",
      base: row.base,
    })),
  );
  // What watches the form, such as the draft in the browser, learns of it.
  form.dispatchEvent(new Event("input"));
}

function changed() {
  write();
  refreshSoon();
}

/** Changes more than one cell: the grid is drawn again, and "Undo" takes the change back. */
function change(act) {
  before.push(structuredClone(table));
  act();
  draw();
  changed();
}

function undo() {
  table = before.pop();
  draw();
  changed();
  say("");
}

function say(words) {
  grid.querySelector("[data-said]").textContent = words;
}

// Drawing

const element = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
};

function input(label, value, place, onInput) {
  const made = element("input", { type: "text", "aria-label": label, ...place, autocomplete: "off" });
  made.value = value;
  made.addEventListener("input", () => {
    onInput(asValue(made.value));
    changed();
  });
  return made;
}

function tool(label, sign, act) {
  const made = element("button", { type: "button", "aria-label": label, title: label }, sign);
  made.addEventListener("click", () => change(act));
  return made;
}

function swap(list, one, other) {
  [list[one], list[other]] = [list[other], list[one]];
}

function moveColumn(at, to) {
  for (const row of table.rows) {
    while (row.values.length < table.columns.length) row.values.push("");
    swap(row.values, at, to);
  }
  swap(table.columns, at, to);
}

function deleteColumn(at) {
  table.columns.splice(at, 1);
  for (const row of table.rows) row.values.splice(at, 1);
  if (!table.columns.length) table.columns.push(emptyColumn());
}

function headingCell(column, at) {
  const name = interpolate(gettext("column %(number)s"), { number: at + 1 }, true);
  const heading = input(
    interpolate(gettext("Heading of %(name)s"), { name }, true),
    column.heading,
    { "data-row": -1, "data-at": at },
    (text) => {
      column.heading = text;
    },
  );
  const unit = columnGroup.querySelector(".empty-form select[name$='-unit']").cloneNode(true);
  unit.removeAttribute("name");
  unit.removeAttribute("id");
  unit.setAttribute("aria-label", interpolate(gettext("Unit of %(name)s"), { name }, true));
  unit.value = column.unit;
  unit.addEventListener("change", () => {
    column.unit = unit.value;
    changed();
  });
  const tools = element("span", { class: "grid-column-tools" }, unit);
  if (at)
    tools.append(
      tool(interpolate(gettext("Move %(name)s left"), { name }, true), "←", () => moveColumn(at, at - 1)),
    );
  if (at < table.columns.length - 1)
    tools.append(
      tool(interpolate(gettext("Move %(name)s right"), { name }, true), "→", () => moveColumn(at, at + 1)),
    );
  tools.append(tool(interpolate(gettext("Delete %(name)s"), { name }, true), "×", () => deleteColumn(at)));
  return element("th", { scope: "col" }, heading, tools);
}

function cornerCell() {
  const field = input(
    gettext("Heading of the first column"),
    corner.value,
    { "data-row": -1, "data-at": -1 },
    (text) => {
      corner.value = text;
    },
  );
  return element("th", { scope: "col" }, field);
}

function line(row, place) {
  const name = interpolate(gettext("row %(number)s"), { number: place + 1 }, true);
  const at = (column) => ({ "data-row": place, "data-at": column });
  const label = input(
    interpolate(gettext("Label of %(name)s"), { name }, true),
    row.label,
    at(-1),
    (text) => {
      row.label = text;
    },
  );
  const cells = table.columns.map((column, i) => {
    const cell = input(
      `${row.label || name}, ${column.heading || interpolate(gettext("column %(number)s"), { number: i + 1 }, true)}`,
      cellOf(row, i),
      at(i),
      (text) => {
        while (row.values.length <= i) row.values.push("");
        row.values[i] = text;
      },
    );
    return element("td", {}, cell);
  });
  const base = input(
    interpolate(gettext("Who was counted in %(name)s, if not everybody"), { name }, true),
    row.base,
    at(table.columns.length),
    (text) => {
      row.base = text;
    },
  );
  const tools = element("td", { class: "grid-row-tools" });
  if (place)
    tools.append(
      tool(interpolate(gettext("Move %(name)s up"), { name }, true), "↑", () =>
        swap(table.rows, place, place - 1),
      ),
    );
  if (place < table.rows.length - 1)
    tools.append(
      tool(interpolate(gettext("Move %(name)s down"), { name }, true), "↓", () =>
        swap(table.rows, place, place + 1),
      ),
    );
  tools.append(
    tool(interpolate(gettext("Delete %(name)s"), { name }, true), "×", () => table.rows.splice(place, 1)),
  );
  return element("tr", {}, element("th", { scope: "row" }, label), ...cells, element("td", {}, base), tools);
}

function draw() {
  const head = element(
    "tr",
    {},
    cornerCell(),
    ...table.columns.map(headingCell),
    element("th", { scope: "col" }, gettext("Counted, if not everybody")),
    element("td"),
  );
  const drawn = element(
    "table",
    {},
    element("thead", {}, head),
    element("tbody", {}, ...table.rows.map(line)),
  );
  grid.querySelector(".grid-scroll").replaceChildren(drawn);
  grid.querySelector("[data-act=undo]").disabled = !before.length;
  markCells();
}

// Keys and pasting

function focus(row, at) {
  grid.querySelector(`input[data-row="${row}"][data-at="${at}"]`)?.focus();
}

function pressed(event) {
  const { row, at } = event.target.dataset;
  const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
  if (row === undefined || !step || event.isComposing) return;
  event.preventDefault();
  if (event.key === "Enter" && Number(row) === table.rows.length - 1)
    change(() => table.rows.push(emptyRow()));
  focus(Number(row) + step, at);
}

function putHeadings(headings, body, at) {
  headings.forEach((heading, i) => {
    if (at + i < 0) {
      if (heading) corner.value = heading;
      return;
    }
    while (table.columns.length <= at + i) table.columns.push(emptyColumn());
    table.columns[at + i] = { heading, unit: unitOf(body.map((cells) => cells[i] ?? "")) };
  });
}

function putCells(body, first, at) {
  body.forEach((cells, i) => {
    while (table.rows.length <= first + i) table.rows.push(emptyRow());
    const row = table.rows[first + i];
    cells.forEach((cell, j) => {
      if (at + j < 0) row.label = cell;
      else {
        while (table.columns.length <= at + j) table.columns.push(emptyColumn());
        while (row.values.length <= at + j) row.values.push("");
        row.values[at + j] = cell;
      }
    });
  });
}

function pasted(event) {
  const { row, at } = event.target.dataset;
  if (row === undefined || Number(at) >= table.columns.length) return;
  const lines = cellsOf(asValue(event.clipboardData.getData("text/plain")));
  if (!lines) return;
  event.preventDefault();
  const hasHeadings = Number(row) < 0 || !table.columns.some((column) => column.heading.trim());
  const [body, first] = hasHeadings ? [lines.slice(1), Math.max(Number(row), 0)] : [lines, Number(row)];
  change(() => {
    if (hasHeadings) putHeadings(lines[0], body, Number(at));
    putCells(body, first, Number(at));
  });
  focus(row, at);
  say(`${body.length} ${body.length === 1 ? "row" : "rows"} pasted. Look at the units of the columns.`);
}

/** Marks the values that aren't of their column's unit. */
function markCells() {
  const wrong = [...grid.querySelectorAll("[data-rule=survey-value]")].map((found) => found.dataset);
  for (const cell of grid.querySelectorAll("tbody input[data-at]")) {
    const row = table.rows[cell.dataset.row];
    const heading = table.columns[cell.dataset.at]?.heading;
    const isWrong = wrong.some(
      ({ trigger, sentence }) =>
        cell.value.trim() === trigger && sentence.endsWith(`: ${row.label.trim()}, ${heading?.trim()}`),
    );
    if (isWrong) cell.setAttribute("aria-invalid", "true");
    else cell.removeAttribute("aria-invalid");
  }
}

function start() {
  table = read();
  for (const group of [columnGroup, rowGroup]) group.classList.add("in-grid");
  grid.hidden = false;
  const acts = {
    row: () => change(() => table.rows.push(emptyRow())),
    column: () => change(() => table.columns.push(emptyColumn())),
    undo,
  };
  grid.addEventListener("click", (event) => acts[event.target.dataset.act]?.());
  grid.addEventListener("keydown", pressed);
  grid.addEventListener("paste", pasted);
  form.addEventListener("change", refreshSoon);
  follow(grid, form, markCells);
  draw();
  refresh();
}

// Who may only read the table has no fields in the rows.
if (grid && columnGroup?.querySelector(".empty-form") && rowGroup?.querySelector(".empty-form")) start();

// The rows of a form: added, deleted with undo, and those that stand in an order moved up and down.
// Without this script the form shows the order as a number and the deletion as a box.

const rowsOf = (group) => [...group.querySelectorAll(".row:not(.empty-form)")];
const orderOf = (row) => row.querySelector("[name$='-order']");
const placeOf = (row) => (orderOf(row)?.value === "" ? Infinity : Number(orderOf(row)?.value));

function number(group) {
  rowsOf(group)
    .filter(orderOf)
    .forEach((row, place) => {
      orderOf(row).value = place;
    });
}

function say(group, words) {
  group.querySelector("[data-said]").textContent = words;
}

function move(group, row, button, step) {
  const rows = rowsOf(group);
  const place = rows.indexOf(row) + step;
  if (place < 0 || place >= rows.length) return;
  rows[place][step < 0 ? "before" : "after"](row);
  number(group);
  button.focus();
  say(
    group,
    interpolate(gettext("Row: now %(place)s of %(count)s"), { place: place + 1, count: rows.length }, true),
  );
}

function toggleDeleted(group, row, button) {
  const box = row.querySelector("[name$='-DELETE']");
  box.checked = !box.checked;
  showDeleted(row);
  say(group, box.checked ? gettext("Row: will be deleted when you save") : gettext("Row: stays"));
  button.focus();
}

function showDeleted(row) {
  const isDeleted = row.querySelector("[name$='-DELETE']")?.checked || false;
  row.classList.toggle("is-deleted", isDeleted);
  const button = row.querySelector("[data-act=delete]");
  if (button) button.textContent = isDeleted ? gettext("Undo") : gettext("Delete");
}

function showTools(row) {
  row.querySelectorAll(".row-tools button").forEach((button) => {
    button.hidden = ["up", "down"].includes(button.dataset.act) && !orderOf(row);
    button.setAttribute(
      "aria-label",
      interpolate(gettext("%(act)s: Row"), { act: button.textContent }, true),
    );
  });
  showDeleted(row);
}

const prefixOf = (group) => JSON.parse(group.dataset.inlineFormset).options.prefix;

function mayAdd(group) {
  const limit = document.getElementById(`id_${prefixOf(group)}-MAX_NUM_FORMS`)?.value;
  return group.querySelector(".row.empty-form") && rowsOf(group).length < Number(limit || Infinity);
}

/** A new row, made of the empty one: its number stands in place of __prefix__. It is not on the page yet. */
function newRow(group) {
  const prefix = prefixOf(group);
  const total = document.getElementById(`id_${prefix}-TOTAL_FORMS`);
  const row = group.querySelector(".row.empty-form").cloneNode(true);
  const numbered = (text) => text.replaceAll("__prefix__", total.value);
  [row, ...row.querySelectorAll("*")].forEach((node) => {
    [...node.attributes].forEach((attribute) => {
      attribute.value = numbered(attribute.value);
    });
  });
  row.id = `${prefix}-${total.value}`;
  row.classList.remove("empty-form", "last-related");
  total.value = Number(total.value) + 1;
  return row;
}

/** Tells the scripts of fields, and what reads the whole form, that there is a row more. */
function welcome(group, row) {
  row.dispatchEvent(
    new CustomEvent("formset:added", { bubbles: true, detail: { formsetName: prefixOf(group) } }),
  );
  // The number of the place and the box for deletion come first in a row, but do not show.
  row
    .querySelector("[name$='-heading'], .choose-input, input:not([type=hidden], [type=checkbox], .order)")
    ?.focus();
}

function add(group) {
  const row = newRow(group);
  group.querySelector(".row.empty-form").before(row);
  welcome(group, row);
}

function startAdding(group) {
  if (!mayAdd(group)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "row-add";
  button.textContent = JSON.parse(group.dataset.inlineFormset).options.addText;
  button.addEventListener("click", () => add(group));
  group.append(button);
}

function start(group) {
  group.classList.add("has-tools");
  const empty = group.querySelector(".row.empty-form");
  const rows = rowsOf(group);
  const sorted = rows.toSorted((a, b) => placeOf(a) - placeOf(b));
  if (empty && sorted.some((row, i) => row !== rows[i])) sorted.forEach((row) => empty.before(row));
  rows.forEach(showTools);

  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    const row = button?.closest(".row");
    if (!row) return;
    const act = button.dataset.act;
    if (act === "up" || act === "down") move(group, row, button, act === "up" ? -1 : 1);
    if (act === "delete") toggleDeleted(group, row, button);
  });
  group.addEventListener("formset:added", (event) => {
    showTools(event.target);
    number(group);
  });
  startAdding(group);
}

document.querySelectorAll(".rows").forEach(start);

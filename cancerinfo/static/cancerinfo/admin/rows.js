// Rows that stand in an order: moved up and down, collapsed, deleted with undo. Without this script the
// form shows the order as a number and the deletion as a box.

const rowsOf = (group) => [...group.querySelectorAll(".row:not(.empty-form)")];
const orderOf = (row) => row.querySelector("[name$='-order']");
const placeOf = (row) => (orderOf(row)?.value === "" ? Infinity : Number(orderOf(row)?.value));
const nameOf = (row) => row.querySelector(".row-name")?.textContent || "Row";

function number(group) {
  rowsOf(group).forEach((row, place) => { orderOf(row).value = place; });
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
  say(group, `${nameOf(row)}: now ${place + 1} of ${rows.length}`);
}

function collapse(row, isCollapsed) {
  const button = row.querySelector("[data-act=collapse]");
  row.querySelector(".row-body").hidden = isCollapsed;
  button.setAttribute("aria-expanded", String(!isCollapsed));
  button.textContent = isCollapsed ? "Expand" : "Collapse";
}

function toggleDeleted(group, row, button) {
  const box = row.querySelector("[name$='-DELETE']");
  box.checked = !box.checked;
  showDeleted(row);
  say(group, `${nameOf(row)}: ${box.checked ? "will be deleted when you save" : "stays"}`);
  button.focus();
}

function showDeleted(row) {
  const isDeleted = row.querySelector("[name$='-DELETE']")?.checked || false;
  row.classList.toggle("is-deleted", isDeleted);
  row.querySelectorAll(".row-body, [data-act=collapse]").forEach((part) => { part.hidden = isDeleted; });
  row.querySelectorAll(".row-deleted").forEach((part) => { part.hidden = !isDeleted; });
  const button = row.querySelector("[data-act=delete]");
  if (button) button.textContent = isDeleted ? "Undo" : "Delete";
}

function showTools(row) {
  row.querySelectorAll(".row-tools button").forEach((button) => {
    button.hidden = false;
    button.setAttribute("aria-label", `${button.textContent}: ${nameOf(row)}`);
  });
  showDeleted(row);
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
    if (act === "collapse") collapse(row, button.getAttribute("aria-expanded") === "true");
    if (act === "delete") toggleDeleted(group, row, button);
  });
  group.addEventListener("formset:added", (event) => {
    showTools(event.target);
    orderOf(event.target).value = rowsOf(group).length - 1;
    if (event.target.querySelector(".row-body")) event.target.querySelector("[name$='-heading']").focus();
  });
  group.addEventListener("input", (event) => {
    if (!event.target.name?.endsWith("-heading")) return;
    const row = event.target.closest(".row");
    row.querySelector(".row-name").textContent = event.target.value || "New section";
    showTools(row);
  });
  startCollapseAll(group);
}

function startCollapseAll(group) {
  const button = group.querySelector(".collapse-all");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const isCollapsed = button.textContent === "Collapse all";
    rowsOf(group).filter((row) => !row.classList.contains("is-deleted")).forEach((row) => collapse(row, isCollapsed));
    button.textContent = isCollapsed ? "Expand all" : "Collapse all";
  });
}

// A link from a finding opens its section.
function openTarget() {
  const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row?.querySelector(".row-body")?.hidden && !row.classList.contains("is-deleted")) collapse(row, false);
}

document.querySelectorAll(".rows").forEach(start);
window.addEventListener("hashchange", openTarget);

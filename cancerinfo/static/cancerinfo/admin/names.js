// Names for what Django's admin leaves without one, so that a screen reader can say them.

function headingOf(field) {
  const cell = field.closest("td");
  const heading = cell?.closest("table").querySelectorAll("thead tr:first-child > *")[cell.cellIndex];
  if (!heading) return "";
  const rows = [
    ...cell.closest("tbody").querySelectorAll(":scope > tr:not(.empty-form):not(.row-form-errors)"),
  ];
  return `${heading.textContent.trim()}, row ${rows.indexOf(cell.parentElement) + 1}`;
}

function nameAll(root) {
  root.querySelectorAll("td input:not([type=hidden]), td select, td textarea").forEach((field) => {
    if (!field.labels?.length && !field.hasAttribute("aria-label")) {
      field.setAttribute("aria-label", headingOf(field) || field.title || field.name);
    }
  });
  root.querySelectorAll(".datetime input").forEach((field) => {
    field.setAttribute(
      "aria-label",
      field.previousSibling?.textContent.trim().replace(/:$/, "") || field.name,
    );
  });
}

document.querySelector("#searchbar")?.setAttribute("aria-label", gettext("Search"));
// An empty heading isn't a heading.
document
  .querySelectorAll("th.original:empty")
  .forEach((heading) => heading.replaceWith(document.createElement("td")));
nameAll(document);
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));

// The admin makes its two-sided selects when the page has loaded.
window.addEventListener("load", () =>
  setTimeout(() => {
    document
      .querySelectorAll("span.help-tooltip[aria-label]")
      .forEach((part) => part.setAttribute("role", "img"));
  }),
);

// Names for what Django's admin and its Select2 leave without one, so that a screen reader can say them.

"use strict";
{
  const $ = window.django?.jQuery;

  function headingOf(field) {
    const cell = field.closest("td");
    const heading = cell?.closest("table").querySelectorAll("thead tr:first-child > *")[cell.cellIndex];
    if (!heading) return "";
    const rows = [...cell.closest("tbody").querySelectorAll(":scope > tr:not(.empty-form):not(.row-form-errors)")];
    return `${heading.textContent.trim()}, row ${rows.indexOf(cell.parentElement) + 1}`;
  }

  function nameOf(field) {
    const label = document.querySelector(`label[for="${field.id}"]`);
    return label?.textContent.trim().replace(/:$/, "") || headingOf(field) || "Choose";
  }

  function nameCombobox(select) {
    const box = select.nextElementSibling;
    if (!box?.classList.contains("select2-container")) return;
    const chosen = box.querySelector(".select2-selection");
    const words = () => [...select.selectedOptions].map((option) => option.text).filter(Boolean).join(", ");
    const say = () => {
      chosen.setAttribute("aria-label", `${nameOf(select)}: ${words() || "nothing chosen"}`);
      box.querySelectorAll(".select2-search__field").forEach((part) => part.setAttribute("aria-label", nameOf(select)));
    };
    chosen.removeAttribute("aria-labelledby");
    box.querySelectorAll("[role=textbox]").forEach((part) => {
      part.removeAttribute("role");
      part.removeAttribute("aria-readonly");
    });
    // Select2 takes the focus back when it closes, and the page would jump away from under the pointer.
    box.querySelectorAll(".select2-search__field, .select2-selection").forEach((part) => {
      part.focus = () => HTMLElement.prototype.focus.call(part, { preventScroll: true });
    });
    say();
    $(select).on("change", say);
  }

  function nameAll(root) {
    root.querySelectorAll("td input:not([type=hidden]), td select, td textarea").forEach((field) => {
      if (!field.labels?.length && !field.classList.contains("select2-search__field")) {
        field.setAttribute("aria-label", headingOf(field) || field.title || field.name);
      }
    });
    root.querySelectorAll(".datetime input").forEach((field) => {
      field.setAttribute("aria-label", field.previousSibling?.textContent.trim().replace(/:$/, "") || field.name);
    });
    root.querySelectorAll("select.select2-hidden-accessible").forEach(nameCombobox);
  }

  function nameOnce() {
    document.querySelector("#searchbar")?.setAttribute("aria-label", "Search");
    // An empty heading is no heading.
    document.querySelectorAll("th.original:empty").forEach((heading) => heading.replaceWith(document.createElement("td")));
    nameAll(document);
  }

  // Select2 would put the button that clears a multiple choice into its list, where only items may stand.
  document.querySelectorAll("select[multiple][data-allow-clear=true]").forEach((select) => {
    select.dataset.allowClear = "false";
  });

  // The admin makes its two-sided selects when the page has loaded.
  window.addEventListener("load", () => setTimeout(() => {
    document.querySelectorAll("span.help-tooltip[aria-label]").forEach((part) => part.setAttribute("role", "img"));
  }));

  if ($) {
    $(nameOnce);
    document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
    $(document).on("select2:open", (event) => {
      document.querySelectorAll(".select2-container--open .select2-search__field, .select2-results__options")
        .forEach((part) => part.setAttribute("aria-label", nameOf(event.target)));
    });
  } else {
    nameOnce();
  }
}

// The links beside a field that holds another record: a window for a new one, the page of the chosen one.

const selectOf = (link) => link.closest(".related-widget-wrapper").querySelector("select");

function showLinks(select) {
  select
    .closest(".related-widget-wrapper")
    ?.querySelectorAll("[data-href-template]")
    .forEach((link) => {
      link.target = "_blank";
      link.rel = "noopener";
      if (select.value)
        link.href = link.dataset.hrefTemplate.replace("__fk__", encodeURIComponent(select.value));
      else link.removeAttribute("href");
    });
}

// The window of a new record calls this when the record is saved: the field that asked takes it.
window.dismissAddRelatedObjectPopup = (popup, id, text) => {
  const select = document.getElementById(popup.name);
  if (!select.multiple)
    [...select.options].forEach((option) => {
      option.selected = false;
    });
  select.add(new Option(text, id, true, true));
  select.dispatchEvent(new Event("input", { bubbles: true }));
  select.dispatchEvent(new Event("change", { bubbles: true }));
  popup.close();
};

document.addEventListener("click", (event) => {
  const link = event.target.closest(".add-related[data-popup]");
  if (!link) return;
  event.preventDefault();
  const address = new URL(link.href);
  address.searchParams.set("_popup", "1");
  window.open(address, selectOf(link).id, "width=800,height=600,resizable=yes,scrollbars=yes")?.focus();
});

const showAll = (root) => root.querySelectorAll(".related-widget-wrapper select").forEach(showLinks);
showAll(document);
document.addEventListener("formset:added", (event) => showAll(event.target));
document.addEventListener("change", (event) => {
  if (event.target.matches("select")) showLinks(event.target);
});

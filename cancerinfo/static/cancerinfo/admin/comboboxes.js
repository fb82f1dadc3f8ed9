// Select2, which the admin uses for autocompletion, names its parts after nothing. They get the name of
// their field.

const $ = window.django?.jQuery;

function nameOf(select) {
  const label = document.querySelector(`label[for="${select.id}"]`);
  const cell = select.closest("td");
  const heading = cell && cell.closest("table").querySelectorAll("thead th")[cell.cellIndex];
  return (label || heading)?.textContent.trim().replace(/:$/, "") || "Choose";
}

function start(select) {
  const box = select.nextElementSibling;
  if (!box?.classList.contains("select2-container")) return;
  const name = nameOf(select);
  const chosen = box.querySelector(".select2-selection");
  chosen.removeAttribute("aria-labelledby");
  const text = () => [...select.selectedOptions].map((option) => option.text).filter(Boolean).join(", ");
  const label = () => chosen.setAttribute("aria-label", `${name}: ${text() || "nothing chosen"}`);
  label();
  $(select).on("change", label);
  box.querySelectorAll("[role=textbox]").forEach((part) => part.removeAttribute("role"));
  box.querySelectorAll(".select2-search__field").forEach((part) => part.setAttribute("aria-label", name));
}

function startAll(root) {
  root.querySelectorAll("select.select2-hidden-accessible").forEach(start);
}

if ($) {
  $(() => startAll(document));
  document.addEventListener("formset:added", (event) => setTimeout(() => startAll(event.target)));
  $(document).on("select2:open", (event) => {
    const field = document.querySelector(".select2-container--open .select2-search--dropdown .select2-search__field");
    field?.setAttribute("aria-label", nameOf(event.target));
    document.querySelector(".select2-results__options")?.setAttribute("aria-label", nameOf(event.target));
  });
}

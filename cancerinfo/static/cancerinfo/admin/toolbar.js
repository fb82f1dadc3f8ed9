// Names the rich-text editors and their toolbars for assistive technology, and makes each toolbar one stop
// of the tab key, walked through with the arrow keys. Starts the editors of added sections.

import { createEditor } from "django-prose-editor/configurable";

const HEADINGS = [
  [2, gettext("Heading of a section"), gettext("Section")],
  [3, gettext("Heading of a subsection"), gettext("Subsection")],
  [4, gettext("Heading in a section")],
];

function start(editor) {
  const menu = editor.querySelector(".prose-menubar");
  const text = editor.querySelector(".ProseMirror[contenteditable]");
  const area = editor.querySelector("textarea");
  // The editor makes its toolbar a moment after it says that it is ready.
  if (!menu || !text) return void setTimeout(start, 50, editor);
  if (menu.getAttribute("role") === "toolbar") return;
  const label = document.querySelector(`label[for="${area.id}"]`);
  const name = label?.textContent.replace(/:\s*$/, "") || gettext("Text");
  if (area.lang) Object.assign(text, { lang: area.lang, dir: area.dir });
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", name);
  label?.addEventListener("click", () => text.focus());
  menu.setAttribute("role", "toolbar");
  menu.setAttribute("aria-label", interpolate(gettext("Formatting: %(name)s"), { name }, true));
  // Names of glyphs of a font that is not there: the stylesheet draws the icons, aria-label names them.
  menu.querySelectorAll(".material-icons").forEach((button) => {
    button.textContent = "";
  });
  HEADINGS.forEach(([level, title, label = ""]) => {
    const button = menu.querySelector(`[data-name=heading${level}]`);
    button?.setAttribute("aria-label", title);
    if (button) Object.assign(button, { title }).dataset.label = label;
  });
  walk(menu);
  const press = () =>
    menu.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.classList.contains("active")));
      button.setAttribute("aria-disabled", String(button.classList.contains("disabled")));
    });
  press();
  new MutationObserver(press).observe(menu, { subtree: true, attributeFilter: ["class"] });
}

function walk(menu) {
  const all = [...menu.querySelectorAll("button")];
  const shown = () => all.filter((button) => !button.classList.contains("hidden"));
  const stopAt = (stop) =>
    all.forEach((button) => {
      button.tabIndex = button === stop ? 0 : -1;
    });
  stopAt(shown()[0]);
  menu.addEventListener("keydown", (event) => {
    const buttons = shown();
    const last = buttons.length - 1;
    const at = buttons.indexOf(document.activeElement);
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at < 1 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stopAt(buttons[to]);
    buttons[to].focus();
  });
}

document.addEventListener("prose-editor:ready", (event) => start(event.target.closest(".prose-editor")));
document.querySelectorAll(".prose-editor").forEach(start);
// The editor's own script waits for jQuery's event, which the page does without.
document.addEventListener("formset:added", (event) => {
  event.target
    .querySelectorAll("[data-django-prose-editor-configurable]")
    .forEach((area) => createEditor(area));
});

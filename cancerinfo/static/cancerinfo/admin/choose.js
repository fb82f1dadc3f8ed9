// Fields for records that are chosen by typing: a combobox, as the ARIA patterns describe it, over each select
// that the admin marks as an autocompletion. It holds one value, or several; tags take new words too.
//
// The select stays in the form, hidden, and is what is sent. Whoever sets its options says so by "change".

const WAIT = 200;
let count = 0;

const make = (name, attributes = {}, ...content) => {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...content);
  return node;
};

const fold = (text) => text.trim().toLowerCase();

class Chooser {
  constructor(select) {
    this.select = select;
    this.isMultiple = select.multiple;
    this.takesNew = select.dataset.tags === "true";
    this.found = [];
    this.active = -1;
    count += 1;
    const id = `choose-${count}`;
    this.list = make("ul", { id, role: "listbox", class: "choose-list", hidden: "" });
    this.input = make("input", {
      type: "text",
      class: "choose-input",
      id: `${select.id}-input`,
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": id,
    });
    this.said = make("span", { class: "visually-hidden", role: "status" });
    this.box = make("div", { class: "choose" }, this.input, this.said, this.list);
    if (this.isMultiple) {
      this.values = make("ul", { class: "choose-values" });
      this.box.prepend(this.values);
    }
    select.hidden = true;
    select.after(this.box);
    this.name();
    this.show();
    this.listen();
  }

  name() {
    const labels = [...this.select.labels];
    labels.forEach((label) => {
      label.htmlFor = this.input.id;
    });
    const name = labels[0]?.textContent.trim().replace(/:$/, "") || headingOf(this.box) || gettext("Choose");
    if (!labels.length) this.input.setAttribute("aria-label", name);
    this.list.setAttribute("aria-label", name);
    this.values?.setAttribute("aria-label", interpolate(gettext("%(name)s: chosen"), { name }, true));
    const help = this.select.getAttribute("aria-describedby");
    if (help) this.input.setAttribute("aria-describedby", help);
  }

  listen() {
    this.input.addEventListener("input", () => {
      this.typed();
    });
    this.input.addEventListener("keydown", (event) => this.pressed(event));
    this.input.addEventListener("click", () => {
      if (this.list.hidden) this.search();
    });
    this.input.addEventListener("focus", () => {
      if (!this.isMultiple) this.input.select();
    });
    this.input.addEventListener("blur", () => this.left());
    this.select.addEventListener("change", () => this.show());
    addEventListener(
      "scroll",
      () => {
        if (!this.list.hidden) this.place();
      },
      { capture: true, passive: true },
    );
    // Pressing an entry must not take the focus from the field.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const entry = event.target.closest("[role=option]");
      if (entry) this.take(this.found[[...this.list.children].indexOf(entry)]);
    });
    this.values?.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) this.remove(button.dataset.value);
    });
  }

  /** Draws what is chosen. */
  show() {
    const chosen = [...this.select.selectedOptions].filter((option) => option.value !== "");
    if (!this.isMultiple) {
      this.input.value = chosen[0]?.text ?? "";
      return;
    }
    this.values.replaceChildren(
      ...chosen.map((option) => {
        const button = make(
          "button",
          {
            type: "button",
            "data-value": option.value,
            "aria-label": interpolate(gettext("Remove %(name)s"), { name: option.text }, true),
          },
          "×",
        );
        return make("li", {}, option.text, button);
      }),
    );
  }

  typed() {
    if (this.takesNew && this.input.value.includes(",")) {
      const words = this.input.value.split(",");
      this.input.value = words.pop().trimStart();
      words.forEach((word) => this.takeWord(word));
    }
    clearTimeout(this.timer);
    this.takesNext = false;
    this.timer = setTimeout(() => this.search(), WAIT);
  }

  /** What is looked for; nothing while the field says what is chosen. */
  term() {
    return this.isMultiple || this.input.value !== this.chosenText() ? this.input.value.trim() : "";
  }

  async search() {
    const term = this.term();
    if (term === "" && this.takesNew) return this.close();
    this.asked = term;
    const { ajaxUrl, appLabel, modelName, fieldName } = this.details();
    const address = new URL(ajaxUrl, location);
    address.search = new URLSearchParams({
      term,
      app_label: appLabel,
      model_name: modelName,
      field_name: fieldName,
    });
    let results;
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(answer.statusText);
      ({ results } = await answer.json());
    } catch {
      this.close();
      this.say(gettext("The list couldn't be read. Are you still signed in?"));
      return;
    }
    if (this.asked !== term || document.activeElement !== this.input) return;
    const chosen = new Set([...this.select.selectedOptions].map((option) => option.value));
    this.open(
      results.filter(({ id }) => !this.isMultiple || !chosen.has(String(id))),
      term,
    );
  }

  details() {
    const { appLabel, modelName, fieldName } = this.select.dataset;
    return { ajaxUrl: this.select.getAttribute("data-ajax--url"), appLabel, modelName, fieldName };
  }

  open(results, term) {
    this.found = results;
    this.listed = term;
    const isNew = this.takesNew && !results.some(({ text }) => fold(text) === fold(term));
    if (isNew) this.found = [...results, { id: term, text: term, isNew }];
    const mayEmpty = !this.isMultiple && this.select.dataset.allowClear === "true" && this.select.value;
    if (mayEmpty && term === "") this.found = [{ id: "", text: gettext("(none)") }, ...results];
    this.list.replaceChildren(
      ...this.found.map(({ text, isNew: fresh }, i) =>
        make(
          "li",
          { role: "option", id: `${this.list.id}-${i}`, "aria-selected": "false" },
          fresh ? interpolate(gettext("New: %(name)s"), { name: text }, true) : text,
        ),
      ),
    );
    this.list.hidden = !this.found.length;
    this.place();
    this.input.setAttribute("aria-expanded", String(Boolean(this.found.length)));
    const count = this.found.length;
    this.say(
      count
        ? interpolate(
            ngettext("%(count)s to choose from", "%(count)s to choose from", count),
            { count },
            true,
          )
        : gettext("Nothing found"),
    );
    this.mark(term === "" ? -1 : this.found.findIndex(({ text }) => fold(text) === fold(term)));
    if (this.active < 0 && term !== "" && !this.takesNew) this.mark(0);
    if (this.takesNext && this.active >= 0) this.take(this.found[this.active]);
    this.takesNext = false;
  }

  /** The list lies over the page, so that no box around the field cuts it off. */
  place() {
    const { left, bottom, top, width } = this.input.getBoundingClientRect();
    const isAbove = innerHeight - bottom < 200 && top > innerHeight - bottom;
    Object.assign(this.list.style, {
      left: `${left}px`,
      width: `${width}px`,
      top: isAbove ? "auto" : `${bottom + 2}px`,
      bottom: isAbove ? `${innerHeight - top + 2}px` : "auto",
      maxHeight: `${Math.min(288, (isAbove ? top : innerHeight - bottom) - 10)}px`,
    });
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    this.found = [];
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.mark(-1);
    this.said.textContent = "";
  }

  mark(place) {
    this.active = this.found.length ? place : -1;
    [...this.list.children].forEach((entry, i) =>
      entry.setAttribute("aria-selected", String(i === this.active)),
    );
    const entry = this.list.children[this.active];
    if (entry) {
      this.input.setAttribute("aria-activedescendant", entry.id);
      entry.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  pressed(event) {
    const last = this.found.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) return void this.search();
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.mark(this.active < 0 && step < 0 ? last : (this.active + step + last + 1) % (last + 1));
    } else if (event.key === "Enter") {
      // Never sends the form: a half-typed choice isn't a wish to save.
      event.preventDefault();
      const isListed = !this.list.hidden && this.listed === this.term();
      // Faster than the list: what comes for the words is taken, not what was found for others.
      if (!isListed && !this.takesNew) this.takesNext = this.term() !== "";
      else if (isListed && this.active >= 0) this.take(this.found[this.active]);
      else if (this.takesNew) this.takeWord(this.input.value);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    } else if (event.key === "Backspace" && this.isMultiple && this.input.value === "") {
      const chosen = [...this.select.selectedOptions];
      if (chosen.length) this.remove(chosen.at(-1).value);
    }
  }

  /** A field that is left keeps what it had, takes a new word, or is emptied if its text was deleted. */
  left() {
    if (this.takesNew) this.takeWord(this.input.value);
    if (!this.isMultiple && this.input.value.trim() === "" && this.select.value) this.set("", "");
    this.close();
    if (!this.isMultiple) this.show();
    else this.input.value = "";
  }

  takeWord(word) {
    const text = word.trim().replace(/\s+/g, " ");
    if (!text) return;
    const known = this.found.find((entry) => fold(entry.text) === fold(text));
    this.take(known ?? { id: text, text });
  }

  take({ id, text }) {
    this.set(String(id), text);
    if (this.isMultiple) this.input.value = "";
    this.close();
    this.say(
      id === "" ? gettext("Nothing chosen") : interpolate(gettext("%(name)s: chosen"), { name: text }, true),
    );
  }

  set(value, text) {
    if (!this.isMultiple)
      [...this.select.options].forEach((option) => {
        option.selected = false;
      });
    const twin = [...this.select.options].find((option) => fold(option.value) === fold(value));
    if (twin) twin.selected = true;
    else this.select.add(new Option(text, value, true, true));
    this.changed();
  }

  remove(value) {
    const option = [...this.select.selectedOptions].find((chosen) => chosen.value === value);
    option.remove();
    this.changed();
    this.input.focus();
    this.say(`${option.text}: removed`);
  }

  changed() {
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  chosenText() {
    return this.select.selectedOptions[0]?.text ?? "";
  }

  say(words) {
    this.said.textContent = words;
  }
}

function headingOf(part) {
  const cell = part.closest("td");
  const heading = cell?.closest("table").querySelectorAll("thead tr:first-child > *")[cell.cellIndex];
  const rows = cell ? [...cell.closest("tbody").querySelectorAll(":scope > .form-row")] : [];
  return heading && `${heading.textContent.trim()}, row ${rows.indexOf(cell.parentElement) + 1}`;
}

function startAll(root) {
  root.querySelectorAll("select.admin-autocomplete").forEach((select) => {
    if (!select.name.includes("__prefix__") && !select.hidden) new Chooser(select);
  });
}

startAll(document);
document.addEventListener("formset:added", (event) => startAll(event.target));

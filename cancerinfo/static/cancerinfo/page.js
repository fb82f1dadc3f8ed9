// What a page gains where scripts run. Without them nothing is missing: lists are lists, words are links.

// What is folded opens for a link into it and on paper. Browsers that can style what is in a fold do both alone.
const unfold = (fold) => {
  if (fold) fold.open = true;
};
const follow = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target?.closest("details:not([open])");
  unfold(fold);
  if (fold) target.scrollIntoView();
};
addEventListener("hashchange", follow);
follow();
addEventListener("beforeprint", () => {
  if (!CSS.supports("selector(::details-content)")) document.querySelectorAll("details").forEach(unfold);
});

// Beside the text the contents list stands open by the stylesheet alone. Here it is also said to be open, to
// software that would take its links for hidden; and the section that is being read is marked in it.
const list = document.querySelector(".toc");
if (list && matchMedia("(min-width: 64em)").matches) {
  list.querySelector("details").open = true;
  const rail = list.parentElement;
  const lines = [...list.querySelectorAll("a")].map((link) => {
    const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return [link, place.closest("details") ?? place];
  });
  let isAsked = false;
  const mark = () => {
    isAsked = false;
    const passed = lines.filter(([, place]) => place.getBoundingClientRect().top < innerHeight / 6);
    const current = passed.length ? passed.pop()[0] : null;
    for (const [link] of lines) link.ariaCurrent = link === current ? "true" : null;
    if (current) rail.scrollTop = current.offsetTop - rail.clientHeight / 2;
  };
  // At most once for each picture of the screen, also after a jump, which passes no section by.
  const ask = () => {
    if (!isAsked) requestAnimationFrame(mark);
    isAsked = true;
  };
  addEventListener("scroll", ask, { passive: true });
  addEventListener("resize", ask);
}

// What somebody ticks and writes is kept by this browser alone, under the address of the page.
const readStore = () => {
  try {
    return localStorage;
  } catch (error) {
    // Some browsers are told to keep nothing. Then nothing is offered that would be lost.
    if (error.name !== "SecurityError") throw error;
    return null;
  }
};

// Hides all but the heading of the page and one part of it, for as long as that is printed.
const printAlone = (part) => {
  const heading = document.querySelector("h1");
  const hidden = [];
  const hideAround = (node) => {
    for (const child of node.children) {
      if (child === part || child === heading) continue;
      if (child.contains(part) || child.contains(heading)) hideAround(child);
      else hidden.push(child);
    }
  };
  hideAround(document.body);
  for (const each of hidden) each.style.setProperty("display", "none", "important");
  addEventListener("afterprint", () => hidden.forEach((each) => each.style.removeProperty("display")), {
    once: true,
  });
  print();
};

const boxIn = (item) => {
  const found = item.querySelector("input");
  if (found) return found;
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  label.append(box, ...item.childNodes);
  item.append(label);
  return box;
};

const keepTicks = (template, store) => {
  const part = template.parentElement;
  const key = `ticked ${location.pathname}`;
  const kept = JSON.parse(store.getItem(key)) ?? { ticked: [], own: "" };
  const lists = [...part.querySelectorAll("ul, ol")].filter((list) => !list.parentElement.closest("li"));
  const boxes = new Map();
  for (const item of lists.flatMap((list) => [...list.children])) {
    const words = item.textContent.trim();
    boxes.set(words, boxIn(item));
    boxes.get(words).checked = kept.ticked.includes(words);
  }
  for (const list of lists) list.classList.add("ticks");
  const added = template.content.cloneNode(true);
  const own = document.createElement("textarea");
  own.rows = 2;
  own.value = kept.own;
  added.querySelector("label").append(own);
  part.append(added);
  const keep = () => {
    const ticked = [...boxes].filter(([, box]) => box.checked).map(([words]) => words);
    if (ticked.length || own.value) store.setItem(key, JSON.stringify({ ticked, own: own.value }));
    else store.removeItem(key);
  };
  part.addEventListener("input", keep);
  part.querySelector("[value=print]").addEventListener("click", () => printAlone(part));
  part.querySelector("[value=clear]").addEventListener("click", () => {
    for (const box of boxes.values()) box.checked = false;
    own.value = "";
    keep();
  });
};

const store = readStore();
for (const template of store ? document.querySelectorAll("template.keep") : []) keepTicks(template, store);

// A word's definition opens where the word stands; the link to the list of words stays a link.
const note = document.createElement("span");
const openNote = (event) => {
  const link = event.target.closest("a.term[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const term = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!term) return;
  event.preventDefault();
  const name = document.createElement("strong");
  name.textContent = term.textContent;
  note.replaceChildren(name, `: ${term.nextElementSibling.textContent}`);
  note.setAttribute("aria-label", term.textContent);
  // After its word, so that it's read there; and as far from the edges as it needs.
  link.after(note);
  note.showPopover();
  const place = link.getBoundingClientRect();
  note.style.top = `${scrollY + place.bottom + 6}px`;
  note.style.left = `${Math.max(16, Math.min(place.left, document.body.clientWidth - note.offsetWidth - 16))}px`;
  note.focus({ preventScroll: true });
};
if ("popover" in note) {
  note.popover = "auto";
  note.className = "note";
  note.setAttribute("role", "dialog");
  note.tabIndex = -1;
  addEventListener("click", openNote);
}

// From the glossary, back to the page of this site that somebody came from.
const back = document.querySelector("[data-back]");
const before = document.referrer ? new URL(document.referrer) : null;
if (back && before?.origin === location.origin && before.pathname !== location.pathname) {
  const link = document.createElement("a");
  link.className = "line";
  link.href = before.href;
  link.textContent = back.dataset.back;
  back.append(link);
}

// A button for the system's own dialog to share the page, where there is one.
const place = document.querySelector("[data-share]");
if (place && navigator.share) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = place.dataset.share;
  button.addEventListener("click", () => {
    const url = document.querySelector("link[rel=canonical]").href;
    navigator.share({ title: document.querySelector("h1").textContent, url }).catch((error) => {
      if (error.name !== "AbortError") throw error;
    });
  });
  place.append(button);
}

// While somebody types into the search field, the pages with such names are listed under it (ARIA's combobox).
const offerNames = (field) => {
  const offered = document.createElement("ul");
  offered.id = "names";
  offered.popover = "manual";
  offered.setAttribute("role", "listbox");
  offered.setAttribute("aria-label", field.labels[0].textContent);
  field.after(offered);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", offered.id);
  let chosen = -1;
  let asked = new AbortController();
  let waiting = 0;
  const choose = (number) => {
    chosen = number;
    [...offered.children].forEach((option, i) => {
      option.ariaSelected = i === number;
    });
    if (number < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `name-${number}`);
  };
  const show = (names) => {
    offered.replaceChildren(
      ...names.map(({ name, page, address }, i) => {
        const option = document.createElement("li");
        option.id = `name-${i}`;
        option.dataset.address = address;
        option.setAttribute("role", "option");
        option.textContent = page ? `${name}: ${page}` : name;
        return option;
      }),
    );
    offered.togglePopover(names.length > 0);
    field.ariaExpanded = names.length > 0;
    const place = field.getBoundingClientRect();
    offered.style.top = `${scrollY + place.bottom + 6}px`;
    offered.style.left = `${place.left}px`;
    offered.style.minWidth = `${field.offsetWidth}px`;
    offered.style.maxWidth = `${field.form.offsetWidth}px`;
    choose(-1);
  };
  const look = async () => {
    asked.abort();
    asked = new AbortController();
    const text = field.value.trim();
    if (text.length < 2) return show([]);
    try {
      const answer = await fetch(`${field.dataset.names}?q=${encodeURIComponent(text)}`, {
        signal: asked.signal,
      });
      show(answer.ok ? await answer.json() : []);
    } catch (error) {
      // A newer letter was typed, or the network is gone: the field is a field all the same.
      if (error.name !== "AbortError") show([]);
    }
  };
  const keys = {
    ArrowDown: () => choose(((chosen + 2) % (offered.children.length + 1)) - 1),
    ArrowUp: () => choose(((chosen + 1 + offered.children.length) % (offered.children.length + 1)) - 1),
    Escape: () => show([]),
    Enter: () => location.assign(offered.children[chosen].dataset.address),
  };
  show([]);
  // Not for each letter: a network may ask so many questions a minute (QUESTIONS_A_MINUTE).
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 200);
  });
  field.addEventListener("blur", () => {
    clearTimeout(waiting);
    show([]);
  });
  field.addEventListener("keydown", (event) => {
    if (!offered.children.length || !(event.key in keys) || (event.key === "Enter" && chosen < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  // Before the field loses the focus.
  offered.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("li");
    if (option && !event.button) location.assign(option.dataset.address);
  });
};
for (const field of "popover" in note ? document.querySelectorAll("[data-names]") : []) offerNames(field);

// Nothing typed is lost: the form is kept in the browser as it is, soon after by the site too, offered again when
// it is opened, here or at another computer, and whoever leaves it unsaved is warned.

const form = document.getElementById("article_form");
const place = document.getElementById("unsaved");
const { draftsOf, keep, forget } = await import(place.dataset.drafts);
const { siteDrafts, keepAtSite, forgetAtSite } = await import(place.dataset.siteDrafts);

const WAIT = 800;
const SITE_WAIT = 5000;
// No part of the text: tokens, fingerprints, counts, to whom it is submitted.
const MACHINERY =
  /^(submit-.+|csrfmiddlewaretoken|draft|seen_\w+|_\w+|.+-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS)$/;
const { owner, article, unsaved: site } = place.dataset;
const key = place.dataset.draft || crypto.randomUUID?.() || `${Date.now()}-${Math.random()}`.replace(".", "");

const entriesOf = () =>
  [...new FormData(form)].filter(
    ([name, value]) => name !== "csrfmiddlewaretoken" && name !== "draft" && typeof value === "string",
  );

/** The sections of the document, each as a part of the form. */
function sectionsOf(html) {
  const parts = new Map();
  let part = { prefix: "sections", text: "", order: "", name: "", isDeleted: false };
  [...new DOMParser().parseFromString(`<body>${html}`, "text/html").body.children].forEach((element, i) => {
    const isHeading = /^H[23]$/.test(element.nodeName);
    if (isHeading) part = { ...part, text: "", name: element.textContent };
    if (isHeading || !i) parts.set(`sections-${element.dataset.section || `new-${i}`}`, part);
    part.text += element.outerHTML;
  });
  return parts;
}

/** The values of each part of the form: a field of its own, a row, or a section. */
function partsOf(entries) {
  const parts = sectionsOf(form.elements.document.value);
  entries
    .filter(([name]) => name !== "document")
    .filter(([name]) => !MACHINERY.test(name))
    .forEach(([name, value]) => {
      const [, prefix, number, field] = name.match(/^(.+?)-(\d+)-(.+)$/) ?? [null, "", "", name];
      const part = prefix ? `${prefix}-${number}` : name;
      if (!parts.has(part)) parts.set(part, { prefix, text: "", order: "", name: "", isDeleted: false });
      const values = parts.get(part);
      if (field === "order") values.order = value;
      else if (field === "DELETE") values.isDeleted = true;
      else values.text += JSON.stringify([field, value]);
      if (field === "heading" || field === "title") values.name = value;
    });
  return parts;
}

function labelOf(part, { prefix, name }) {
  if (!prefix)
    return (
      document.querySelector(`label[for^="id_${part}"]`)?.textContent.replace(/:\s*$/, "").trim() || part
    );
  const heading = document.getElementById(`${prefix}-heading`)?.firstChild.textContent.trim();
  const group = heading || (prefix === "sections" ? gettext("Section") : prefix);
  return name ? `${group}: “${name}”` : group;
}

const said = (words, label) => interpolate(words, { label }, true);

/** What differs, in words. */
function changesBetween(before, now) {
  const labels = new Set();
  now.forEach((part, id) => {
    const old = before.get(id);
    const label = labelOf(id, part);
    if (!old) labels.add(said(gettext("%(label)s (added)"), label));
    else if (part.isDeleted !== old.isDeleted)
      labels.add(said(part.isDeleted ? gettext("%(label)s (deleted)") : gettext("%(label)s (kept)"), label));
    else if (part.text !== old.text) labels.add(label);
    else if (part.order !== old.order && old.order)
      labels.add(said(gettext("%(label)s: their order"), labelOf(id, { ...part, name: "" })));
  });
  before.forEach((part, id) => {
    if (!now.has(id))
      labels.add(part.prefix ? said(gettext("%(label)s (deleted)"), labelOf(id, part)) : labelOf(id, part));
  });
  const placesIn = (one, other) =>
    [...one.keys()].filter((id) => other.has(id) && one.get(id).prefix === "sections").join();
  if (placesIn(before, now) !== placesIn(now, before)) labels.add(gettext("Sections: their order"));
  return [...labels];
}

const before = partsOf(entriesOf());
// A form that was sent and shown again differs from what is saved, whatever is done to it.
let earlier = [];
const wasSent = "isUnsaved" in place.dataset;
let kept = wasSent ? null : "[]";
let isUnsaved = wasSent;
let isLeaving = false;
let hasFailed = false;

async function save() {
  clearTimeout(timer);
  timer = null;
  const entries = entriesOf();
  const changes = [...new Set([...earlier, ...changesBetween(before, partsOf(entries))])];
  isUnsaved = wasSent || changes.length > 0;
  const text = JSON.stringify(isUnsaved ? entries : []);
  if (text === kept) return;
  kept = text;
  try {
    if (!isUnsaved) {
      sendLater(null);
      await forget(key);
      say("");
    } else {
      const at = Date.now();
      const title = form.elements.title.value || gettext("An article without a title");
      const draft = { key, owner, article, at, title, entries, changes };
      sendLater(draft);
      await keep(draft);
      say(
        interpolate(
          gettext("Not saved yet. This browser keeps what you wrote: %(time)s."),
          { time: timeOf(at) },
          true,
        ),
      );
    }
  } catch (error) {
    if (!hasFailed) sayNotKept(error);
    hasFailed = true;
  }
}

function sayNotKept(error) {
  const words = gettext("This browser can't keep what you write (%(error)s). Save often.");
  say(interpolate(words, { error: error.name }, true), "is-warning");
}

// What the site shall keep: a draft, null for none, undefined when it has it.
let toSend;
let siteTimer = null;
let isAtSite = false;

function sendLater(draft) {
  toSend = draft;
  siteTimer ??= setTimeout(send, SITE_WAIT);
}

/** Has the site keep the newest draft. What fails is sent with the next change. */
async function send(isLeaving = false) {
  clearTimeout(siteTimer);
  siteTimer = null;
  const draft = toSend;
  toSend = undefined;
  if (draft === null && isAtSite) isAtSite = !(await forgetAtSite(site, { key, article }));
  if (!draft || !(await keepAtSite(site, draft, isLeaving))) return;
  isAtSite = true;
  if (toSend === undefined)
    say(
      interpolate(
        gettext("Not saved yet. This browser and the site keep what you wrote: %(time)s."),
        { time: timeOf(draft.at) },
        true,
      ),
    );
}

let timer = null;
const later = () => {
  isLeaving = false;
  clearTimeout(timer);
  timer = setTimeout(save, WAIT);
};

function say(words, kind = "") {
  let line = document.getElementById("unsaved-kept");
  if (!line) {
    line = make("p", { id: "unsaved-kept" });
    form.querySelector(".submit-row").append(line);
  }
  line.className = kind;
  line.textContent = words;
}

function make(name, attributes = {}, ...content) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([attribute, value]) => node.setAttribute(attribute, value));
  node.append(...content);
  return node;
}

const timeOf = (at) =>
  new Date(at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
const momentOf = (at) =>
  Date.now() - at < 12 * 60 * 60 * 1000
    ? timeOf(at)
    : new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

/** Sends the draft to be shown in the form. It is merged there with what was saved since. */
function restore(draft) {
  const sent = make("form", { method: "post", action: location.pathname + location.search, hidden: "" });
  const token = form.elements.csrfmiddlewaretoken.value;
  [...draft.entries, ["csrfmiddlewaretoken", token], ["draft", draft.key], ["_restore", "1"]].forEach(
    ([name, value]) => {
      const field = make("input", { type: "hidden", name });
      field.value = value;
      sent.append(field);
    },
  );
  document.body.append(sent);
  isLeaving = true;
  sent.submit();
}

function offer(draft) {
  const isOlder = draft.entries.some(
    ([name, value]) => name === "seen_version" && value !== form.elements.seen_version?.value,
  );
  const heading = make(
    "h2",
    { id: `draft-${draft.key}` },
    interpolate(gettext("Unsaved text from %(moment)s was found"), { moment: momentOf(draft.at) }, true),
  );
  const box = make("section", { class: "unsaved", "aria-labelledby": heading.id }, heading);
  const buttons = make("p", { class: "unsaved-buttons" });
  const button = (label, act, kind) => {
    const made = make("button", { type: "button", class: kind }, label);
    made.addEventListener("click", act);
    return made;
  };
  const throwAway = async () => {
    await Promise.all([forget(draft.key), forgetAtSite(site, draft)]);
    const undo = button(
      gettext("Undo"),
      async () => {
        await Promise.all([keep(draft), keepAtSite(site, draft)]);
        undone.replaceWith(box);
      },
      "act",
    );
    const undone = make(
      "section",
      { class: "unsaved" },
      make("p", {}, gettext("The unsaved text was thrown away."), " "),
      undo,
    );
    box.replaceWith(undone);
    undo.focus();
  };
  if (!article) box.append(make("p", {}, draft.title));
  if (draft.changes.length)
    box.append(
      make("p", {}, gettext("It changes:")),
      make("ul", {}, ...draft.changes.map((label) => make("li", {}, label))),
    );
  if (isOlder)
    box.append(
      make(
        "p",
        {},
        gettext(
          "The article was saved after that. Restoring keeps both: what each of you changed is merged, or shown side by side.",
        ),
      ),
    );
  buttons.append(
    button(gettext("Restore it"), () => restore(draft), "act-primary"),
    button(gettext("Throw it away"), throwAway, "act"),
  );
  box.append(buttons);
  place.append(box);
}

/** Drafts whose window is gone. One that is open holds a lock of the name of its draft. */
async function start() {
  const newest = new Map();
  // Of each draft the newer, where both have it.
  for (const draft of [...(await draftsOf(owner)), ...(await siteDrafts(site, article))])
    if (draft.article === article && !(newest.get(draft.key)?.at >= draft.at)) newest.set(draft.key, draft);
  const mine = [...newest.values()].sort((a, b) => b.at - a.at);
  earlier = mine.find((draft) => draft.key === key)?.changes ?? [];
  const { held } = navigator.locks ? await navigator.locks.query() : { held: [] };
  const open = new Set([...held.map((lock) => lock.name), key]);
  mine.filter((draft) => !open.has(draft.key)).forEach(offer);
}

form.append(make("input", { type: "hidden", name: "draft", value: key, autocomplete: "off" }));
await start().catch(sayNotKept);
place.removeAttribute("aria-busy");
navigator.locks?.request(key, () => new Promise(() => {}));
if (wasSent) await save();

for (const event of ["input", "change", "click", "formset:added"]) form.addEventListener(event, later);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return;
  if (timer) save();
  if (toSend !== undefined && !isLeaving) send(true);
});
window.addEventListener("pagehide", () => {
  if (timer) save();
});
// At the window, after others had their say about the submission.
window.addEventListener("submit", (event) => {
  if (event.target !== form || event.defaultPrevented) return;
  isLeaving = true;
  // The site forgets the draft of what it saves, and mustn't get it again afterwards.
  clearTimeout(siteTimer);
});
window.addEventListener("signing-out", () => {
  isLeaving = true;
});
window.addEventListener("beforeunload", (event) => {
  if (timer) save();
  if (isUnsaved && !isLeaving) event.preventDefault();
});

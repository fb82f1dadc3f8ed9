// Sends many files one by one, says how far it is, and lists what became of each.

const form = document.querySelector("#content-main form");
const shown = document.querySelector("#how-far");
const [told, bar, stop, list] = ["p", "progress", "button", "ul"].map((name) => shown.querySelector(name));
const heading = shown.querySelector("h2");
const endings = form.elements.file.accept.split(",");

const isHidden = (file) => file.webkitRelativePath.split("/").some((part) => /^(\.|~\$)/.test(part));
const isRead = (file) => endings.some((ending) => file.name.toLowerCase().endsWith(ending));

function say(sentence, words) {
  told.textContent = told.dataset[sentence].replace(/\{(\w+)\}/g, (_, name) => words[name]);
}

function add(words) {
  const item = document.createElement("li");
  item.textContent = words;
  list.append(item);
}

// The answer to a file is the page itself: with what became of its texts, or with what is wrong with it.
async function send(file, fields) {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  data.append("file", file);
  const answer = await fetch(form.action, { method: "POST", body: data, redirect: "error" });
  if (!answer.ok) throw new Error(answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  list.append(...page.querySelectorAll("[data-outcomes] > li"));
  for (const error of page.querySelectorAll("ul.errorlist > li")) add(`${file.name}: ${error.textContent}`);
}

async function sendAll(files, fields) {
  let isStopped = false;
  stop.onclick = () => {
    isStopped = true;
  };
  for (const [done, file] of files.entries()) {
    const left = files.length - done;
    if (isStopped) return say("stopped", { left });
    try {
      await send(file, fields);
    } catch {
      return say("failed", { file: file.name, left });
    }
    bar.value = done + 1;
    say("done", { done: done + 1, all: files.length });
  }
}

form.addEventListener("submit", async (event) => {
  const inFolder = [...form.elements.folder.files].filter((file) => !isHidden(file));
  const files = [...form.elements.file.files, ...inFolder.filter(isRead)];
  if (files.length < 2) return;
  event.preventDefault();
  const fields = [...new FormData(form, event.submitter)].filter(
    ([name]) => !["file", "folder"].includes(name),
  );
  if (event.submitter?.name === "_look") heading.textContent = heading.dataset.trial;
  const names = inFolder.filter((file) => !isRead(file)).map((file) => file.name);
  list.replaceChildren();
  if (names.length) add(told.dataset.leftOut.replace("{names}", names.join(", ")));
  bar.max = files.length;
  bar.value = 0;
  say("done", { done: 0, all: files.length });
  form.hidden = true;
  shown.hidden = false;
  stop.hidden = false;
  heading.focus();
  await sendAll(files, fields);
  stop.hidden = true;
  form.hidden = false;
});

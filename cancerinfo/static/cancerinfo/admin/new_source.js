// A source that is not in the register yet: a dialog where what is pasted fills the fields, and saving cites it.

const WAIT = 300;

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const isIdentifier = (text) => /^(doi:|https?:|10\.\d{4,}\/|\d{6,9}$)/i.test(text.trim());

/** Opens the dialog; {key, text} of the source that was made, or of one that was there already, else null. */
export async function newSource(address, term) {
  const dialog = document.createElement("dialog");
  dialog.className = "new-source";
  dialog.setAttribute("aria-labelledby", "new-source-title");
  document.body.append(dialog);
  let chosen = null;
  let timer;
  let asked = 0;

  async function ask(fields, place) {
    const turn = ++asked;
    let answer;
    try {
      answer = await fetch(
        address,
        fields && { method: "POST", body: fields, headers: { "X-CSRFToken": token() } },
      );
    } catch {
      return say(gettext("The server can't be reached. Nothing is lost: try again in a moment."));
    }
    if (answer.redirected || ![200, 422].includes(answer.status)) {
      return say(gettext("This couldn't be read. Are you still signed in, and may you add sources?"));
    }
    if (answer.headers.get("Content-Type").startsWith("application/json")) {
      chosen = await answer.json();
      return dialog.close();
    }
    const html = await answer.text();
    if (turn === asked) place(html);
  }

  const say = (words) => {
    const said = dialog.querySelector(".new-source-said") ?? dialog.appendChild(document.createElement("p"));
    said.textContent = words;
  };

  const showAll = (html) => {
    dialog.innerHTML = html;
    (dialog.querySelector("[aria-invalid], .errorlist")
      ? dialog.querySelector("[aria-invalid]")
      : dialog.querySelector("textarea")
    )?.focus();
  };

  /** Everything but the box that one is pasting into. */
  const showFields = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    for (const part of [".new-source-said", ".new-source-fields"]) {
      dialog.querySelector(part).replaceWith(fresh.querySelector(part));
    }
  };

  const read = () => {
    const fields = new FormData();
    fields.set("read", "");
    fields.set("source-pasted", dialog.querySelector("[name=source-pasted]").value);
    return ask(fields, showFields);
  };

  dialog.addEventListener("input", ({ target }) => {
    clearTimeout(timer);
    if (target.name === "source-pasted") timer = setTimeout(read, WAIT);
  });
  dialog.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(new FormData(event.target), showAll);
  });
  dialog.addEventListener("click", ({ target }) => {
    const button = target.closest("button[data-key], button[data-cancel]");
    if (button?.dataset.key) chosen = { key: button.dataset.key, text: button.dataset.text };
    if (button) dialog.close();
  });

  await ask(null, showAll);
  dialog.showModal();
  if (isIdentifier(term) && dialog.querySelector("[name=source-pasted]")) {
    dialog.querySelector("[name=source-pasted]").value = term.trim();
    read();
  }
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      clearTimeout(timer);
      dialog.remove();
      resolve(chosen);
    });
  });
}

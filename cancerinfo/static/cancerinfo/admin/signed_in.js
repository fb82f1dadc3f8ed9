// Is the editor still signed in, and can the server be reached? Asked before the form is sent, and when the server
// has refused something else. If not, the form stays, says so, and waits. A new sign-in, in another window, brings
// a new token, which the form takes.

const form = document.getElementById("article_form");
const place = document.getElementById("unsaved");
const { owner, signedIn, login } = place.dataset;
let isAsking = false;
let isSure = false;
let box;

/** Why the form can't be sent now, or null. */
async function obstacle() {
  let answer;
  try {
    answer = await fetch(signedIn, { redirect: "manual", cache: "no-store" });
  } catch {
    return {
      words: gettext(
        "The server can't be reached. Your text is kept in this browser. Try again in a moment.",
      ),
    };
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    return {
      words: gettext("You are signed out. Your text is still here, and nothing is lost."),
      isSignedOut: true,
    };
  }
  if (!answer.ok)
    return {
      words: gettext(
        "Something went wrong on the server. Your text is kept in this browser. Try again in a moment.",
      ),
    };
  const { user, name, token } = await answer.json();
  if (user !== owner) {
    return {
      words: interpolate(
        gettext(
          "You are now signed in as %(name)s, and this form belongs to somebody else. Sign in again as its editor.",
        ),
        { name },
        true,
      ),
      isSignedOut: true,
    };
  }
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => {
    field.value = token;
  });
  return null;
}

function show({ words, isSignedOut }) {
  box ??= document.createElement("section");
  box.className = "unsaved is-warning";
  box.setAttribute("role", "alert");
  const text = document.createElement("p");
  text.textContent = words;
  box.replaceChildren(text);
  if (isSignedOut) {
    const link = document.createElement("a");
    link.href = `${login}?next=${encodeURIComponent(signedIn.replace("signed-in/", ""))}`;
    link.target = "_blank";
    link.className = "act-primary";
    link.textContent = gettext("Sign in, in a new window");
    const then = document.createElement("p");
    then.textContent = gettext("Then come back to this window and save.");
    box.append(link, then);
  }
  form.querySelector(".submit-row").before(box);
}

/** True if the form can be sent. */
async function ask() {
  const found = await obstacle();
  if (found) show(found);
  else box?.remove();
  return !found;
}

form.addEventListener("submit", async (event) => {
  if (isSure) {
    isSure = false;
    return;
  }
  event.preventDefault();
  if (isAsking) return;
  isAsking = true;
  isSure = await ask();
  isAsking = false;
  if (isSure) form.requestSubmit(event.submitter);
});
document.addEventListener("desk:refused", ask);

// Who else has this article open, and whether it was saved meanwhile. The server is asked every half minute.

const form = document.getElementById("article_form");
const place = document.getElementById("presence");
const BEAT = 30_000;
const lists = new Intl.ListFormat(document.documentElement.lang);

const data = (extra = {}) => {
  const body = new FormData();
  const fields = {
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    seen_version: form.elements.seen_version.value,
  };
  Object.entries({ ...fields, ...extra }).forEach(([name, value]) => body.set(name, value));
  return body;
};

function show({ others, saved }) {
  const here = others.length
    ? interpolate(
        ngettext(
          "%(who)s has this article open, too.",
          "%(who)s have this article open, too.",
          others.length,
        ),
        { who: lists.format(others) },
        true,
      )
    : "";
  const meanwhile =
    saved && `${saved} ${gettext("Your text stays here, and is merged with it when you save.")}`;
  const lines = [here, meanwhile].filter(Boolean);
  // Only news is written, for a screen reader says what is written.
  if (lines.join("\n") === place.dataset.said) return;
  place.dataset.said = lines.join("\n");
  place.replaceChildren(
    ...lines.map((line) => {
      const part = document.createElement("p");
      part.textContent = line;
      return part;
    }),
  );
}

async function beat() {
  try {
    const answer = await fetch(place.dataset.address, { method: "POST", body: data(), redirect: "manual" });
    if (answer.ok) show(await answer.json());
    // signed_in.js finds out why, and says so.
    else document.dispatchEvent(new Event("desk:refused"));
  } catch {
    document.dispatchEvent(new Event("desk:refused"));
  }
}

if (place) {
  beat();
  setInterval(beat, BEAT);
  window.addEventListener("pagehide", () =>
    navigator.sendBeacon(place.dataset.address, data({ leaving: "1" })),
  );
}

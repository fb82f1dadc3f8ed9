// The drafts that this browser keeps: what was typed into the form of an article and not saved yet.
//
// IndexedDB and not localStorage, which browsers write to the disk only every few seconds, or minutes.

const DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

const answer = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

let opened;

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("cancerinfo", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("drafts", { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function change(act) {
  const transaction = (await open()).transaction("drafts", "readwrite");
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  act(transaction.objectStore("drafts"));
  // At once, also while the page is being left.
  transaction.commit?.();
  return done;
}

/** The drafts of the user with this primary key, the newest first. */
export async function draftsOf(owner) {
  const store = (await open()).transaction("drafts").objectStore("drafts");
  const drafts = await answer(store.getAll());
  return drafts.filter((draft) => draft.owner === owner).sort((a, b) => b.at - a.at);
}

/** Keeps a draft: its `key`, `owner`, the `article` or "", `at` in milliseconds, and what `unsaved.js` adds. */
export const keep = (draft) => change((drafts) => drafts.put(draft));

export const forget = (...keys) => change((drafts) => keys.forEach((key) => drafts.delete(key)));

/** Forgets what the server has saved, which it says by a cookie, and what is old. */
export async function forgetSaved() {
  const cookies = document.cookie
    .split("; ")
    .map((cookie) => cookie.match(/^((?:__Host-)?saved-([a-z0-9-]+))=/))
    .filter(Boolean);
  const drafts = await answer((await open()).transaction("drafts").objectStore("drafts").getAll());
  const old = drafts.filter((draft) => draft.at < Date.now() - DAYS * DAY).map((draft) => draft.key);
  await forget(...cookies.map(([, , key]) => key), ...old);
  cookies.forEach(([, name]) => {
    // biome-ignore lint/suspicious/noDocumentCookie: older browsers have no cookieStore, nor has a site on http
    document.cookie = `${name}=; path=/; max-age=0; samesite=lax${name.startsWith("__Host-") ? "; secure" : ""}`;
  });
}

const owner = document.querySelector("meta[name=editor]")?.content;
const signOut = document.getElementById("logout-form");

// Others may sit down at this computer: whoever signs out leaves nothing behind, and is asked before.
signOut?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const drafts = await draftsOf(owner).catch(() => []);
  const titles = drafts.map((draft) => `• ${draft.title}`).join("\n");
  if (
    drafts.length &&
    !confirm(
      [
        gettext("Text that you haven't saved is kept on this computer:"),
        titles,
        gettext(
          "Signing out deletes it here. The site keeps it for 30 days, except what you typed in the last seconds.",
        ),
      ].join("\n"),
    )
  )
    return;
  if (drafts.length) await forget(...drafts.map((draft) => draft.key));
  window.dispatchEvent(new Event("signing-out"));
  signOut.submit();
});

if (owner) await forgetSaved().catch(() => {});

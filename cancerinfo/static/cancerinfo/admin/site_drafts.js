// The same drafts as the site keeps them, for another computer of their editor. Whatever fails here leaves what
// this browser keeps as it is, so the caller is only told whether it went well.

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
// What browsers still send of a page that is being left.
const MOST_ON_LEAVING = 60_000;

async function post(url, fields, isLeaving = false) {
  const body = new FormData();
  Object.entries({ csrfmiddlewaretoken: token(), ...fields }).forEach(([name, value]) => {
    body.append(name, value);
  });
  try {
    const answer = await fetch(url, { method: "POST", body, keepalive: isLeaving, redirect: "error" });
    return answer.ok;
  } catch {
    return false;
  }
}

/** The drafts that the site keeps of this editor's article, of new ones for ""; none if it can't be asked. */
export async function siteDrafts(url, article) {
  try {
    const answer = await fetch(`${url}?article=${article}`, { redirect: "error" });
    return answer.ok ? (await answer.json()).drafts : [];
  } catch {
    return [];
  }
}

/** Whether the site keeps the draft now. A long one isn't sent while the page is being left. */
export async function keepAtSite(url, draft, isLeaving) {
  const text = JSON.stringify(draft);
  if (isLeaving && text.length > MOST_ON_LEAVING) return false;
  return post(url, { draft: draft.key, article: draft.article, text }, isLeaving);
}

export const forgetAtSite = (url, { key, article }) => post(url, { draft: key, article });

// The checks beside the form, run again on what is typed, a moment after the last key.

import { oneAtATime } from "./one_at_a_time.js";

const form = document.getElementById("article_form");
const box = document.getElementById("desk-checks");
const WAIT = 1500;

if (form && box?.dataset.address) {
  let timer;

  const refresh = oneAtATime(async () => {
    // Not as parts with headers of their own, which cost the server as much as the checks do.
    const body = new URLSearchParams(new FormData(form));
    const answer = await fetch(box.dataset.address, { method: "POST", body });
    if (answer.ok && !answer.redirected) show(await answer.text());
  }, box);

  const show = (html) => {
    const open = [...box.querySelectorAll("details")].map((details) => details.open);
    box.innerHTML = html;
    const now = [...box.querySelectorAll("details")];
    if (now.length === open.length)
      now.forEach((details, i) => {
        details.open = open[i];
      });
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  });
}

// What an article gains where scripts run. Without them nothing is missing.

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

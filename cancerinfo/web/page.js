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

// Beside the text the contents list stands open by the stylesheet alone. Here it is also said to be open, to
// software that would take its links for hidden; and the section that is being read is marked in it.
const list = document.querySelector(".toc");
if (list && matchMedia("(min-width: 64em)").matches) {
  list.querySelector("details").open = true;
  const lines = [...list.querySelectorAll("a")].map((link) => [
    link,
    document.getElementById(decodeURIComponent(link.hash.slice(1))),
  ]);
  const mark = () => {
    const passed = lines.filter(([, heading]) => heading.getBoundingClientRect().top < innerHeight / 3);
    const current = passed.length ? passed.pop()[0] : null;
    for (const [link] of lines) link.ariaCurrent = link === current ? "true" : null;
    if (current) list.scrollTop = current.offsetTop - list.clientHeight / 2;
  };
  const watch = new IntersectionObserver(mark, { rootMargin: "0px 0px -66%" });
  for (const [, heading] of lines) watch.observe(heading);
}

// Adds a button for the system's own dialog to share a page, where there is one. Without it nothing is missing.
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

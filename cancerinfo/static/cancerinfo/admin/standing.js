// The bar that says where the article stands: what opens in it closes with Escape, or when another opens.

const drops = [...document.querySelectorAll(".standing .drop")];

for (const drop of drops) {
  drop.addEventListener("toggle", () => {
    if (drop.open)
      drops
        .filter((other) => other !== drop)
        .forEach((other) => {
          other.open = false;
        });
  });
  drop.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drop.open) return;
    drop.open = false;
    drop.querySelector("summary").focus();
  });
}

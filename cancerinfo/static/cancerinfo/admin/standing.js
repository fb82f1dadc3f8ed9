// The bar that says where the article stands: what opens in it closes with Escape, or when another opens. Ctrl+S
// presses its button that saves.

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

addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
  const save = document.querySelector(".standing-acts [name=_continue]");
  if (!save) return;
  event.preventDefault();
  save.form.requestSubmit(save);
});

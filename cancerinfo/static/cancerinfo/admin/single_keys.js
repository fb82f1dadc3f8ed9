// Keys of one letter, which who speaks to the computer must be able to switch off. This browser remembers it.

const OFF = "cancerinfo:no-single-keys";

const isField = (element) =>
  element.closest("input:not([type=checkbox]), textarea, select, [contenteditable=true]");

export function areOn() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch (error) {
    if (error.name !== "SecurityError") throw error;
    return true;
  }
}

export function switchTo(isOn) {
  if (isOn) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "1");
}

/** Calls `acts[key]` for keys that are pressed outside of fields and dialogs. */
export function onSingleKeys(acts) {
  addEventListener("keydown", (event) => {
    const act = acts[event.key];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!act || !isPlain || isField(event.target) || document.querySelector("dialog[open]") || !areOn())
      return;
    event.preventDefault();
    act();
  });
}

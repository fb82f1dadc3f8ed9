// Questions to the server about what is being typed: never two at once, and the last one is always asked.

/** A function that calls `ask`; called while that is answered, it calls it once more afterwards. The element is
 * marked as busy meanwhile. */
export function oneAtATime(ask, element) {
  let running, again;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    element.setAttribute("aria-busy", "true");
    try {
      await ask();
    } finally {
      running = false;
      element.removeAttribute("aria-busy");
      if (again) {
        again = false;
        run();
      }
    }
  };
}

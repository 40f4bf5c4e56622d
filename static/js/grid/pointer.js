// What the grid's parts know of pointers.

/** Do something when the button that is down is up again: a popover opened before would close by that. */
export function whenUp(event, action) {
  if (event.buttons) window.addEventListener("pointerup", () => setTimeout(action), { once: true });
  else action();
}

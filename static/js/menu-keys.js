// Arrow keys, Home and End in an open menu.

/** Move the focus to the item that the key leads to; false for any other key. */
export function moveInMenu(event, items) {
  const at = items.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (next === undefined) return false;
  event.preventDefault();
  items.at(next % items.length).focus();
  return true;
}

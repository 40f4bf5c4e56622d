// Imports a paste that is too long for a message; what is refused becomes text of the message after all.

/** Send the pasted text as a file; in the end it is imported, or stands in the message. */
export function importPaste(composer, pasted) {
  const { pasteForm, news, send } = composer;
  const file = new DataTransfer();
  file.items.add(new File([pasted], "pasted.txt", { type: "text/plain" }));
  pasteForm.elements.file.files = file.files;
  let imported = null;
  const asked = new AbortController();
  const listen = (name, step) => pasteForm.addEventListener(name, step, { signal: asked.signal });
  listen("paste-imported", event => {
    imported = event.detail;
  });
  listen("htmx:afterRequest", () => {
    asked.abort();
    pasteForm.reset();
    send.disabled = false;
    news.textContent = imported?.sentence ?? "";
    if (imported) show(composer, imported);
    else composer.insert(pasted);
  });
  send.disabled = true; // what is sent meanwhile would begin another conversation
  news.textContent = pasteForm.dataset.busy;
  pasteForm.requestSubmit();
}

/** Who pastes is writing: the pane opens beside, and on a phone the composer stays in view. */
function show(composer, imported) {
  composer.aimAt(imported);
  document.dispatchEvent(new CustomEvent("pane-filled", { detail: { isOwnWish: true, isWriting: true } }));
}

// Imports a paste that is too long for a message, or a dropped file; a refused paste becomes text of the message.

/** Send the pasted text as a file; in the end it is imported, or stands in the message. */
export function importPaste(composer, pasted) {
  const { dataset } = composer.pasteForm;
  take(composer, new File([pasted], "pasted.txt", { type: "text/plain" }), dataset.busy, () => composer.insert(pasted));
}

/** Send a dropped file; a refusal is shown as any other. */
export function importFile(composer, file) {
  composer.pasteForm.elements.is_dropped.value = "1";
  take(composer, file, composer.pasteForm.dataset.busyFile, () => {});
}

function take(composer, content, busy, refused) {
  const { pasteForm, news, send } = composer;
  const file = new DataTransfer();
  file.items.add(content);
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
    pasteForm.elements.is_dropped.value = "";
    send.disabled = false;
    news.textContent = imported?.sentence ?? "";
    if (imported) show(composer, imported);
    else refused();
  });
  send.disabled = true; // what is sent meanwhile would begin another conversation
  news.textContent = busy;
  pasteForm.requestSubmit();
}

/** Who pastes is writing: the pane opens beside, and on a phone the composer stays in view. */
function show(composer, imported) {
  composer.aimAt(imported);
  document.dispatchEvent(new CustomEvent("pane-filled", { detail: { isOwnWish: true, isWriting: true } }));
}

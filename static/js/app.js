// Loads a component's module when its element first appears, and keeps the few habits that every page shares.
const modules = {
  "chat-composer": () => import("./components/chat-composer.js"),
  "chat-log": () => import("./components/chat-log.js"),
  "chat-stream": () => import("./components/chat-stream.js"),
  "copy-button": () => import("./components/copy-button.js"),
  "image-drop": () => import("./components/image-drop.js"),
  "list-filter": () => import("./components/list-filter.js"),
  "retry-clock": () => import("./components/retry-clock.js"),
  "theme-toggle": () => import("./components/theme-toggle.js"),
  "title-mark": () => import("./components/title-mark.js"),
};

function load(root) {
  for (const element of root.querySelectorAll(":not(:defined)")) {
    if (!element.closest("[popover]:not(:popover-open)")) bring(element.localName);
  }
}

/** A module that a lost network kept away is fetched again until it is here. */
function bring(name, delay = 500) {
  modules[name]?.().catch(() => setTimeout(() => bring(name, Math.min(2 * delay, 8000)), delay));
}

function showProblem(content) {
  document.getElementById("problem")?.replaceChildren(content);
}

document.addEventListener("htmx:load", event => load(event.target.parentElement ?? document));
document.addEventListener("toggle", event => load(event.target), { capture: true });
// what will show the answer comes while its question is written, not after the site has taken it
for (const name of ["input", "htmx:beforeRequest"]) {
  document.addEventListener(name, event => bring(event.target.closest?.("[data-wants]")?.dataset.wants));
}
document.addEventListener("components-offered", event => {
  Object.assign(modules, event.detail);
  load(document);
});
document.addEventListener("htmx:sendError", event => {
  const sentence = document.getElementById("network-problem").content.cloneNode(true);
  if (!event.target.closest?.("form")) sentence.querySelector("[data-typed]")?.remove();
  showProblem(sentence);
});
window.addEventListener("online", () => showProblem(""));
document.addEventListener("htmx:beforeRequest", () => showProblem(""));
document.addEventListener("click", event => {
  event.target.closest?.("[data-dismiss]")?.closest(".notice").remove();
});

load(document);

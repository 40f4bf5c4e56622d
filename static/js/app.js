// Loads a component's module when its element first appears, and keeps the few habits that every page shares.
const modules = {
  "chat-composer": () => import("./components/chat-composer.js"),
  "chat-log": () => import("./components/chat-log.js"),
  "chat-stream": () => import("./components/chat-stream.js"),
  "copy-button": () => import("./components/copy-button.js"),
  "list-filter": () => import("./components/list-filter.js"),
  "theme-toggle": () => import("./components/theme-toggle.js"),
};

/** Add components to those that load on sight. */
export function offer(more) {
  Object.assign(modules, more);
  load(document);
}

/** Bring HTML that did not come through htmx to life: its htmx attributes and its components. */
export function adopt(element) {
  window.htmx.process(element);
  load(element.parentElement ?? element);
}

/** Return the elements of an HTML text. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

function load(root) {
  for (const element of root.querySelectorAll(":not(:defined)")) modules[element.localName]?.();
}

function showProblem(content) {
  document.getElementById("problem")?.replaceChildren(content);
}

document.addEventListener("htmx:load", event => load(event.target.parentElement ?? document));
document.addEventListener("htmx:sendError", () => {
  showProblem(document.getElementById("network-problem").content.cloneNode(true));
});
document.addEventListener("htmx:beforeRequest", () => showProblem(""));
document.addEventListener("click", event => {
  event.target.closest?.("[data-dismiss]")?.closest(".notice").remove();
});

load(document);

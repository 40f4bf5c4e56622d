// HTML that did not come through htmx.

/** Return the elements of an HTML text. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/** Bring inserted elements to life: their htmx attributes and their components. */
export function adopt(element) {
  window.htmx.process(element);
  window.htmx.trigger(element, "htmx:load");
}

// The part of the artifact that the next message is about: chosen in the pane, shown at the composer, taken off again.
const FIELDS = ["artifact", "version", "range", "sheet", "section", "text"];

class AboutChip extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.text = this.form.querySelector("textarea");
    this.hints = this.text.getAttribute("aria-describedby");
    this.text.setAttribute("aria-describedby", `composer-about ${this.hints}`);
    this.querySelector("[data-remove]").addEventListener("click", event => {
      event.preventDefault();
      this.remove();
      this.text.focus();
    });
    this.bound = new AbortController();
    this.form.addEventListener("htmx:afterRequest", event => this.sent(event), { signal: this.bound.signal });
  }

  disconnectedCallback() {
    this.bound.abort();
    this.text.setAttribute("aria-describedby", this.hints);
  }

  /** A message that was refused keeps what it is about. */
  sent(event) {
    if (event.target === this.form && event.detail.successful) this.remove();
  }

  set(part, label) {
    for (const name of FIELDS) this.querySelector(`[name="about_${name}"]`).value = part[name] ?? "";
    this.querySelector("[data-label]").textContent = label;
  }
}

/** Return the words that are chosen on the page within a section. */
function chosenWords(section) {
  const prose = section.querySelector(".prose");
  const chosen = getSelection();
  const isInside = prose.contains(chosen.anchorNode) && prose.contains(chosen.focusNode);
  return isInside ? chosen.toString().trim() : "";
}

/** Put what a button of the pane stands for at the composer: the grid's selection, or a section and words of it. */
export function choose(ask) {
  const { artifact, version, section, label } = ask.dataset;
  const grid = ask.closest("data-grid");
  const text = grid ? "" : chosenWords(ask.closest("section"));
  const place = document.getElementById("about-template");
  document.querySelector("about-chip")?.remove();
  place.after(place.content.cloneNode(true));
  const chip = document.querySelector("about-chip");
  if (grid) {
    const { range } = grid.selection;
    chip.set({ artifact, version: grid.dataset.version, range, sheet: grid.dataset.sheet }, `${range} · ${label}`);
  } else chip.set({ artifact, version, section, text }, text ? `“${text}” · ${label}` : label);
  document.querySelector('.pane-switch [data-show="chat"]')?.click();
  chip.text.focus();
}

customElements.define("about-chip", AboutChip);

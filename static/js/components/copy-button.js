// Copies the text of its source: the element it names, the code it stands in, or the message.
class CopyButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.copy());
  }

  source() {
    if (this.dataset.source) return document.getElementById(this.dataset.source);
    return this.closest(".code")?.querySelector("pre") ?? this.closest("article").querySelector("[data-prose]");
  }

  async copy() {
    await navigator.clipboard.writeText(this.source().innerText.trim());
    const label = this.button.getAttribute("aria-label");
    const use = this.button.querySelector("use");
    const before = use ? use.getAttribute("href") : this.button.textContent;
    const set = value => (use ? use.setAttribute("href", value) : (this.button.textContent = value));
    set(use ? "#i-check" : this.dataset.copied);
    if (label) this.button.setAttribute("aria-label", this.dataset.copied);
    setTimeout(() => {
      set(before);
      if (label) this.button.setAttribute("aria-label", label);
    }, 1500);
  }
}

customElements.define("copy-button", CopyButton);

// A button and its menu: asks for the items when it opens without any, moves through them by arrow keys.
// What is still being saved is waited for, so that the items speak of the newest version.
import { moveInMenu } from "../menu-keys.js";

class MenuButton extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("[aria-haspopup]");
    this.menu = this.querySelector("[role=menu]");
    this.menu.addEventListener("toggle", event => this.toggled(event.newState === "open"));
    this.menu.addEventListener("htmx:afterSettle", () => this.items[0]?.focus());
    this.menu.addEventListener("keydown", event => this.press(event));
    // Not on click: the button that sends the form must keep the focus until its value is read.
    this.menu.addEventListener("htmx:beforeSend", event => {
      if (event.target !== this.menu) this.menu.hidePopover();
    });
    this.button.addEventListener("keydown", event => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.menu.showPopover({ source: this.button });
    });
    this.bound = new AbortController();
    const signal = { signal: this.bound.signal };
    document.addEventListener("artifact-changed", () => this.renew(), signal);
    document.addEventListener("grid-settled", () => this.isOpen && this.fill(), signal);
    if (this.isOpen) this.toggled(true); // the browser opens a menu also before this script is here
  }

  disconnectedCallback() {
    this.bound.abort();
  }

  get isOpen() {
    return this.menu.matches(":popover-open");
  }

  get items() {
    return [...this.menu.querySelectorAll("[role=menuitem]")];
  }

  toggled(isOpen) {
    this.button.setAttribute("aria-expanded", isOpen);
    if (isOpen && !document.querySelector("data-grid[data-saving]")) this.fill();
  }

  fill() {
    if (this.items.length) return this.items[0].focus();
    window.htmx.process(this.menu); // a pane that has just come in may not have been looked at yet
    window.htmx.trigger(this.menu, "menu-open");
  }

  renew() {
    if (!this.menu.hasAttribute("hx-get")) return;
    this.menu.replaceChildren();
    if (this.isOpen) this.fill();
  }

  press(event) {
    if (!moveInMenu(event, this.items) && event.key === "Tab") this.menu.hidePopover();
  }
}

customElements.define("menu-button", MenuButton);

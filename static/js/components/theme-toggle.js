// Goes through the themes: as the system, light, dark; kept in this browser.
const ICONS = { auto: "#i-auto", light: "#i-sun", dark: "#i-moon" };

class ThemeToggle extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.turn());
    this.show();
  }

  get theme() {
    return document.documentElement.dataset.theme in ICONS ? document.documentElement.dataset.theme : "auto";
  }

  turn() {
    const themes = Object.keys(ICONS);
    const next = themes[(themes.indexOf(this.theme) + 1) % themes.length];
    document.documentElement.dataset.theme = next;
    localStorage.setItem("ui:theme", next);
    this.show();
  }

  show() {
    this.button.setAttribute("aria-label", this.button.dataset[this.theme]);
    this.querySelector("use").setAttribute("href", ICONS[this.theme]);
  }
}

customElements.define("theme-toggle", ThemeToggle);

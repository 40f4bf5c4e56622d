// Counts down to when a provider may be asked again, and asks again itself if that is within a minute.
const SOON_MS = 60_000;

class RetryClock extends HTMLElement {
  connectedCallback() {
    this.at = Date.parse(this.dataset.at);
    this.isSoon = this.at - Date.now() < SOON_MS && this.at > Date.now();
    if (this.isSoon) this.timer = setInterval(() => this.tick(), 1000);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  /** The number in the sentence is the seconds that are left. */
  tick() {
    const left = Math.ceil((this.at - Date.now()) / 1000);
    this.textContent = this.textContent.replace(/[0-9]+/, Math.max(0, left));
    if (left > 0) return;
    clearInterval(this.timer);
    const form = this.closest("article").querySelector("[data-retry]");
    if (form && !document.hidden) form.requestSubmit();
  }
}

customElements.define("retry-clock", RetryClock);

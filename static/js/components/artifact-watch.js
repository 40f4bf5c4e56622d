// Asks now and then whether the artifact has a newer version than the one shown, and loads it when nobody is typing.
const EVERY_MS = 5000;
const AGAIN_MS = 2000;

class ArtifactWatch extends HTMLElement {
  connectedCallback() {
    this.pane = this.closest("[data-pane]");
    this.bound = new AbortController();
    const signal = { signal: this.bound.signal };
    this.timer = setInterval(() => this.ask(), EVERY_MS);
    window.addEventListener("focus", () => this.ask(), signal);
    document.addEventListener("artifact-changed", event => this.moveOn(event.detail), signal);
    this.pane.addEventListener("grid-settled", () => this.isBehind && this.catchUp(), signal);
    document.addEventListener("artifact-replaced", event => this.isMine(event.detail) && this.reload(), signal);
    this.pane.addEventListener("click", event => this.click(event), signal);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
    clearTimeout(this.again);
    this.bound.abort();
  }

  isMine(news) {
    return news.id === this.dataset.id;
  }

  async ask() {
    if (document.hidden || this.pane.querySelector("data-grid[data-saving]")) return;
    const shown = this.dataset.version;
    const headers = { "If-None-Match": `"v${shown}${this.dataset.proposal}"` };
    const answer = await fetch(this.dataset.watchUrl, { headers, cache: "no-store" }).catch(() => null);
    const isNews = answer?.status === 204 && this.isConnected && shown === this.dataset.version;
    if (isNews) this.catchUp();
  }

  catchUp() {
    if (this.pane.querySelector(".cell-input, .section__form, td[data-conflict], data-grid :popover-open")) {
      this.querySelector("[data-news]").hidden = false;
    } else this.reload();
  }

  /** The page itself has made a new version; if others made some before it, all of them are loaded. */
  moveOn(news) {
    if (!this.isMine(news)) return;
    this.isBehind ||= news.version > Number(this.dataset.version) + 1;
    if (this.isBehind) return;
    this.dataset.version = news.version;
    for (const field of this.pane.querySelectorAll("[data-expected-version]")) field.value = news.version;
    this.pane.querySelector("[data-version-label]").textContent = `v${news.version}`;
  }

  click(event) {
    if (!event.target.closest("[data-reload], [data-pane-reload]")) return;
    event.preventDefault();
    this.reload();
  }

  /** What could not be loaded for want of a network is tried again until it is there. */
  later() {
    clearTimeout(this.again);
    this.again = setTimeout(() => this.isConnected && this.reload(), AGAIN_MS);
  }

  /** Load the pane as it is now, with the sheet and the rows that are in view. */
  async reload() {
    this.isStale = this.isLoading;
    if (this.isLoading) return;
    this.isLoading = true;
    const url = new URL(this.dataset.paneUrl, location.href);
    const view = this.pane.querySelector("data-grid")?.view ?? {};
    for (const [name, value] of Object.entries(view)) url.searchParams.set(name, value);
    const top = document.getElementById("pane-document")?.scrollTop;
    const target = { source: this, target: this.pane, swap: "outerHTML" };
    const isHere = await window.htmx.ajax("GET", url.pathname + url.search, target).then(() => true, () => false);
    this.isLoading = false;
    if (!isHere) return this.later();
    document.getElementById("pane-document")?.scrollTo({ top: top ?? 0 });
    if (this.isStale) document.querySelector("artifact-watch")?.reload();
  }
}

customElements.define("artifact-watch", ArtifactWatch);

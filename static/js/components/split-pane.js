// Two panels with a divider; remembers its place, and that a closed pane is to stay closed.
const root = document.documentElement;
const MIN_PX = 400;
const STEP_PX = 16;
const REST_MS = 1000;

class SplitPane extends HTMLElement {
  connectedCallback() {
    this.divider = this.querySelector("[role=separator]");
    this.toggle = document.querySelector("[data-pane-toggle]");
    this.bound = new AbortController();
    const signal = { signal: this.bound.signal };
    this.divider.addEventListener("pointerdown", event => this.grab(event));
    this.divider.addEventListener("keydown", event => this.press(event));
    this.divider.addEventListener("dblclick", () => this.place(0.5));
    this.addEventListener("click", event => this.click(event));
    this.toggle?.addEventListener("click", event => this.flip(event), signal);
    document.addEventListener("pane-filled", event => this.fill(event.detail), signal);
    for (const name of ["pane-emptied", "artifact-kept-in-chat"]) {
      document.addEventListener(name, () => this.empty(), signal);
    }
    window.addEventListener("resize", () => this.describe(), signal);
    new MutationObserver(() => this.renewed()).observe(this.querySelector("#pane"), { childList: true });
    this.describe();
  }

  disconnectedCallback() {
    this.bound.abort();
  }

  get ratio() {
    return Number.parseFloat(root.style.getPropertyValue("--split")) || 0.5;
  }

  get isOpen() {
    return this.hasAttribute("open") && root.dataset.pane !== "closed";
  }

  get limits() {
    const room = this.clientWidth - this.divider.offsetWidth;
    return room > 2 * MIN_PX ? [MIN_PX / room, 1 - MIN_PX / room, room] : [0.5, 0.5, room || 1];
  }

  /** Put the divider at a share of the width, within both minimums. */
  place(share) {
    const [least, most] = this.limits;
    const ratio = Math.min(Math.max(share, least), most);
    root.style.setProperty("--split", ratio.toFixed(4));
    localStorage.setItem("ui:--split", ratio.toFixed(4));
    this.describe();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.tell(this.dataset.resized, { percent: Math.round(ratio * 100) }), REST_MS);
  }

  /** Staff see how the panes are used; nobody waits for it, and nobody misses what is lost. */
  tell(address, fact) {
    const headers = JSON.parse(document.body.getAttribute("hx-headers"));
    const body = new URLSearchParams(fact);
    fetch(address, { method: "POST", headers, body, keepalive: true }).catch(() => {});
  }

  describe() {
    const [least, most] = this.limits.map(share => Math.round(share * 100));
    const now = Math.min(Math.max(Math.round(this.ratio * 100), least), most);
    this.divider.setAttribute("aria-valuemin", least);
    this.divider.setAttribute("aria-valuemax", most);
    this.divider.setAttribute("aria-valuenow", now);
    this.toggle?.setAttribute("aria-expanded", this.isOpen);
  }

  grab(event) {
    this.divider.setPointerCapture(event.pointerId);
    this.divider.toggleAttribute("data-dragging", true);
    document.body.toggleAttribute("data-resizing", true);
    const box = this.getBoundingClientRect();
    const move = ({ clientX }) => {
      const part = (clientX - box.left) / box.width;
      this.place(getComputedStyle(this).direction === "rtl" ? 1 - part : part);
    };
    const drop = () => {
      this.divider.removeEventListener("pointermove", move);
      this.divider.removeAttribute("data-dragging");
      document.body.removeAttribute("data-resizing");
    };
    this.divider.addEventListener("pointermove", move);
    this.divider.addEventListener("lostpointercapture", drop, { once: true });
  }

  press(event) {
    const [least, most, room] = this.limits;
    const step = ((event.shiftKey ? 4 : 1) * STEP_PX) / room;
    const sign = getComputedStyle(this).direction === "rtl" ? -1 : 1;
    const places = {
      ArrowLeft: this.ratio - sign * step,
      ArrowRight: this.ratio + sign * step,
      Home: least,
      End: most,
    };
    if (event.key in places) this.place(places[event.key]);
    else if (event.key === "Enter") this.close();
    else return;
    event.preventDefault();
  }

  click(event) {
    const shown = event.target.closest("[data-show]");
    if (shown) this.show(shown.dataset.show);
    if (event.target.closest("[data-pane-full]")) this.fillScreen(!this.hasAttribute("full"));
    if (!event.target.closest("[data-pane-close]")) return;
    event.preventDefault();
    this.close();
  }

  /** Give the artifact the chat's room as well, until it is pressed again or the pane is closed. */
  fillScreen(isFull) {
    this.toggleAttribute("full", isFull);
    this.querySelector("[data-pane-full]")?.setAttribute("aria-pressed", isFull);
  }

  /** A pane that has loaded itself again is as large as it was. */
  renewed() {
    this.fillScreen(this.hasAttribute("full"));
    this.mark("beside");
  }

  flip(event) {
    if (!this.hasAttribute("open")) return;
    event.preventDefault();
    if (this.isOpen) this.close();
    else this.keep("open");
  }

  close() {
    this.keep("closed");
    this.show("chat");
    this.toggle?.focus();
  }

  keep(state) {
    if (this.isOpen !== (state === "open")) this.tell(this.dataset.toggled, { state });
    root.dataset.pane = state;
    localStorage.setItem("ui:pane", state);
    this.describe();
  }

  /** A new artifact opens the pane, unless it was closed; a wish of the user's own always does. */
  fill({ isOwnWish, isWriting }) {
    this.setAttribute("open", "");
    if (isOwnWish) this.keep("open");
    if (isOwnWish && !isWriting) this.show("beside");
    this.describe();
  }

  empty() {
    this.removeAttribute("open");
    this.removeAttribute("full");
    this.querySelector("#pane").replaceChildren();
    this.describe();
  }

  /** Show one of the two, where only one has room. */
  show(name) {
    if (name === "chat") this.fillScreen(false);
    this.dataset.show = name;
    for (const button of this.querySelectorAll(".pane-switch [data-show]")) {
      button.setAttribute("aria-pressed", button.dataset.show === name);
      if (button.dataset.show === name) this.mark(name, false);
    }
  }

  mark(name, isNews = true) {
    const button = this.querySelector(`.pane-switch [data-show="${name}"]`);
    const isSeen = (this.dataset.show ?? "chat") === name;
    button.querySelector(".badge").hidden = isSeen || !isNews;
    if (isNews && !isSeen) button.setAttribute("aria-description", button.dataset.changed);
    else button.removeAttribute("aria-description");
  }
}

customElements.define("split-pane", SplitPane);

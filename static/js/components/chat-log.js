// The log: follows new text unless the reader scrolls away, gives code a copy button, speaks in whole sentences.
const NEAR_PX = 64;
const SPOKEN_LINES = 20;

class ChatLog extends HTMLElement {
  connectedCallback() {
    this.isFollowing = true;
    this.top = 0;
    this.toEnd = document.querySelector("[data-to-end]");
    this.spoken = document.getElementById("spoken");
    this.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.addEventListener("said", event => this.say(event.detail.sentences));
    this.addEventListener("htmx:beforeRequest", event => {
      this.hadFocus = event.target.contains(document.activeElement);
    });
    this.addEventListener("turn-running", () => this.begin());
    this.addEventListener("keydown", event => this.press(event));
    this.toEnd.addEventListener("click", () => this.follow());
    this.observer = new MutationObserver(() => this.changed());
    this.observer.observe(this, { childList: true, subtree: true });
    this.changed();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  /** Esc gives up what is being edited. */
  press(event) {
    const edited = event.key === "Escape" && event.target.closest(".edit[open]");
    if (!edited) return;
    event.stopPropagation();
    edited.open = false;
    edited.querySelector("summary").focus();
  }

  changed() {
    this.giveTools();
    if (!this.isFollowing || this.frame || !this.querySelector("article")) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (!this.isFollowing) return;
      this.scrollTop = this.scrollHeight;
      this.top = this.scrollTop;
    });
  }

  /** An answer begins: it is followed, and the focus of the button that asked for it, now gone, stays in the log. */
  begin() {
    this.follow();
    if (this.hadFocus && document.activeElement === document.body) this.focus();
    this.hadFocus = false;
  }

  follow() {
    this.isFollowing = true;
    this.toEnd.hidden = true;
    this.changed();
  }

  /** Only the way says whose scroll it was: text that came meanwhile leaves the end farther off, the reader goes up. */
  scrolled() {
    const rest = this.scrollHeight - this.scrollTop - this.clientHeight;
    if (this.scrollTop < this.top && rest > 1) this.isFollowing = false;
    else if (rest < NEAR_PX) this.isFollowing = true;
    this.top = this.scrollTop;
    this.toEnd.hidden = this.isFollowing;
  }

  giveTools() {
    for (const block of this.querySelectorAll("[data-prose] > pre")) {
      const frame = document.createElement("div");
      frame.className = "code";
      block.replaceWith(frame);
      block.tabIndex = 0;
      frame.append(block, document.getElementById(this.dataset.tools).content.cloneNode(true));
      window.htmx.trigger(frame, "htmx:load");
    }
  }

  /** The log itself is silent while tokens arrive; whole sentences are read out from a region of their own. */
  say(sentences) {
    for (const sentence of sentences) {
      const line = document.createElement("p");
      line.textContent = sentence;
      this.spoken.append(line);
    }
    while (this.spoken.childElementCount > SPOKEN_LINES) this.spoken.firstElementChild.remove();
  }
}

customElements.define("chat-log", ChatLog);

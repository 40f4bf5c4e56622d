// The log: follows new text unless the reader scrolls away, gives code a copy button, speaks in whole sentences.
const NEAR_PX = 64;

class ChatLog extends HTMLElement {
  connectedCallback() {
    this.isFollowing = true;
    this.toEnd = document.querySelector("[data-to-end]");
    this.spoken = document.getElementById("spoken");
    this.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.addEventListener("said", event => this.say(event.detail.text));
    this.addEventListener("turn-running", () => this.follow());
    this.toEnd.addEventListener("click", () => this.follow());
    this.observer = new MutationObserver(() => this.changed());
    this.observer.observe(this, { childList: true, subtree: true });
    this.changed();
  }

  disconnectedCallback() {
    this.observer.disconnect();
  }

  changed() {
    this.giveTools();
    if (!this.isFollowing || this.frame || !this.querySelector("article")) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.scrollTop = this.scrollHeight;
    });
  }

  follow() {
    this.isFollowing = true;
    this.toEnd.hidden = true;
    this.changed();
  }

  scrolled() {
    this.isFollowing = this.scrollHeight - this.scrollTop - this.clientHeight < NEAR_PX;
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

  /** The log itself is silent while tokens arrive; finished blocks are read out from a region of their own. */
  say(text) {
    if (text.trim()) this.spoken.textContent = text.trim().replace(/\s+/g, " ");
  }
}

customElements.define("chat-log", ChatLog);

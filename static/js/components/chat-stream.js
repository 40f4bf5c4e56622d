// Follows a running answer over server-sent events and writes it into its message; finds its way back after a break.
import { adopt, parse } from "../fragments.js";

const ENDS = ["asking", "turn_completed", "turn_failed", "turn_cancelled", "turn_interrupted"];
const SILENCE_MS = 40_000;

class ChatStream extends HTMLElement {
  connectedCallback() {
    this.last = this.getAttribute("after");
    this.delay = 500;
    this.open();
    this.announce("turn-running", { stopUrl: this.dataset.stopUrl });
  }

  disconnectedCallback() {
    this.close();
  }

  open() {
    this.close();
    this.source = new EventSource(`${this.getAttribute("src")}?after=${this.last}`);
    this.source.addEventListener("text", event => this.write(this.take(event)));
    this.source.addEventListener("ping", () => this.listen());
    for (const name of ENDS) this.source.addEventListener(name, event => this.finish(this.take(event)));
    this.source.addEventListener("error", () => this.retry());
    this.announce("stream-open", { source: this.source, stream: this });
    this.listen();
  }

  close() {
    this.source?.close();
    clearTimeout(this.timer);
  }

  /** Read an event and remember its number. */
  take(event) {
    this.last = event.lastEventId || this.last;
    this.delay = 500;
    this.listen();
    return JSON.parse(event.data);
  }

  /** A connection that is silent for longer than its pings is dead. */
  listen() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.retry(), SILENCE_MS);
    this.querySelector("[data-connection]").replaceChildren();
  }

  retry() {
    this.close();
    const notice = document.getElementById(this.dataset.lost).content.cloneNode(true);
    this.querySelector("[data-connection]").replaceChildren(notice);
    this.timer = setTimeout(() => this.open(), this.delay);
    this.delay = Math.min(this.delay * 2, 10_000);
  }

  write({ reset, done, open }) {
    const tail = this.querySelector("[data-open]");
    if (reset) while (tail.previousSibling) tail.previousSibling.remove();
    if (done) {
      const blocks = parse(done);
      this.announce("said", { text: blocks.textContent });
      tail.before(blocks);
    }
    tail.innerHTML = open;
  }

  finish({ html }) {
    this.close();
    const rest = this.querySelector("[data-open]")?.textContent;
    const article = parse(html).querySelector("article");
    this.announce("said", { text: rest || article.querySelector(".ask, .notice")?.textContent || "" });
    this.closest("article").replaceWith(article);
    adopt(article);
    article.dispatchEvent(new CustomEvent("turn-ended", { bubbles: true, detail: { article } }));
  }

  announce(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("chat-stream", ChatStream);

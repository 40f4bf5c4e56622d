// Follows a running answer over server-sent events and writes it into its message; finds its way back after a break.
import { adopt, parse } from "../fragments.js";
import { Sentences, words } from "../sentences.js";
import { settle } from "../settled.js";

const ENDS = ["asking", "turn_completed", "turn_failed", "turn_cancelled", "turn_interrupted"];
const SILENCE_MS = 40_000;

class ChatStream extends HTMLElement {
  connectedCallback() {
    this.article = this.closest("article");
    this.tail = this.article.querySelector("[data-open]");
    this.sentences = new Sentences();
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
    this.source.addEventListener("taken_back", event => this.write(this.take(event)));
    this.source.addEventListener("thinking", event => this.think(this.take(event)));
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
    if (reset) this.forget();
    const blocks = parse(done);
    const finished = words(blocks);
    this.tail.before(blocks);
    this.tail.innerHTML = open;
    const sentences = this.sentences.take(finished, words(this.tail));
    if (!reset) this.announce("said", { sentences });
  }

  think({ label }) {
    this.article.querySelector("[data-thinking]").textContent = label;
  }

  /** What a page showed before it lost the stream comes again: it is not read out again. */
  forget() {
    while (this.tail.previousSibling) this.tail.previousSibling.remove();
    this.sentences = new Sentences();
  }

  finish({ html }) {
    this.close();
    const rest = this.sentences.take(words(this.tail));
    settle(this.article, parse(html).querySelector("article"));
    adopt(this.article);
    const notes = Array.from(this.article.querySelectorAll("[data-say]"), note => note.dataset.say || words(note));
    this.announce("said", { sentences: [...rest, ...notes] });
    this.announce("turn-ended", { article: this.article });
  }

  announce(name, detail) {
    this.article.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
  }
}

customElements.define("chat-stream", ChatStream);

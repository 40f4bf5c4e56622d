// The composer: keys, mode, slash commands, send and stop; the text leaves only when the site has taken it.
class ChatComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.mode = this.querySelector("select");
    this.send = this.querySelector("[data-send]");
    this.stop = this.querySelector("[data-stop]");
    this.text.addEventListener("keydown", event => this.press(event));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("input", () => import("./chat-stream.js"), { once: true }); // ready before the answer
    this.stop.addEventListener("click", () => this.requestStop());
    this.form.addEventListener("htmx:configRequest", event => this.aim(event));
    this.form.addEventListener("htmx:beforeRequest", () => this.show(true));
    this.form.addEventListener("htmx:afterRequest", event => this.sent(event));
    this.bound = new AbortController();
    const signal = { signal: this.bound.signal };
    document.addEventListener("turn-running", event => this.run(event.detail.stopUrl), signal);
    document.addEventListener("turn-ended", () => this.rest(), signal);
    document.addEventListener("click", event => this.example(event), signal);
    document.addEventListener("keydown", event => event.key === "Escape" && this.requestStop(), signal);
    const running = document.querySelector("chat-stream");
    if (running) this.run(running.dataset.stopUrl);
    this.grow();
  }

  disconnectedCallback() {
    this.bound.abort();
  }

  press(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    if (!this.stopUrl && this.text.value.trim()) this.form.requestSubmit(this.send);
  }

  typed() {
    const command = this.mode && /^\/(\w+)\s/.exec(this.text.value);
    if (command && [...this.mode.options].some(option => option.value === command[1])) {
      this.mode.value = command[1];
      this.text.value = this.text.value.slice(command[0].length);
    }
    const isCommand = this.mode && /^\/\w*$/.test(this.text.value);
    this.form.toggleAttribute("data-commands", isCommand);
    this.grow();
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  /** The form's address changes when its first message has made a conversation. */
  aim(event) {
    event.detail.path = this.form.getAttribute("action");
  }

  sent(event) {
    if (event.target !== this.form) return;
    const running = document.querySelector("chat-stream");
    if (!event.detail.successful || !running) this.rest();
    else this.run(running.dataset.stopUrl); // Stop works before the stream's module is here
    if (!event.detail.successful) return;
    this.text.value = "";
    this.typed();
    if (this.mode) this.mode.selectedIndex = 0;
    const next = [...document.querySelectorAll("template[data-turns-url]")].at(-1);
    if (next) this.form.setAttribute("action", next.dataset.turnsUrl);
  }

  run(stopUrl) {
    this.stopUrl = stopUrl;
    this.show(true);
  }

  rest() {
    const hadFocus = document.activeElement === this.stop;
    this.stopUrl = null;
    this.show(false);
    if (hadFocus) this.text.focus();
  }

  show(isRunning) {
    this.stop.hidden = !isRunning;
    this.send.hidden = isRunning;
    this.stop.disabled = !this.stopUrl;
  }

  requestStop() {
    if (!this.stopUrl || this.stop.disabled) return;
    this.stop.disabled = true;
    window.htmx.ajax("POST", this.stopUrl, { source: this, swap: "none" });
  }

  example(event) {
    const chosen = event.target.closest?.("[data-example]");
    if (!chosen) return;
    this.text.value = chosen.dataset.example;
    this.typed();
    this.text.focus();
  }
}

customElements.define("chat-composer", ChatComposer);

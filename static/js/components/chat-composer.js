// The composer: keys, mode, slash commands, send and stop; what the site has not taken comes back into it.
class ChatComposer extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.text = this.querySelector("textarea");
    this.mode = this.querySelector("select");
    this.send = this.querySelector("[data-send]");
    this.stop = this.querySelector("[data-stop]");
    this.pasteForm = this.querySelector("[data-paste]");
    this.news = this.querySelector("[data-paste-news]");
    this.text.addEventListener("paste", event => this.paste(event));
    this.addEventListener("dragover", event => this.drop(event));
    this.addEventListener("drop", event => this.drop(event));
    this.text.addEventListener("keydown", event => this.press(event));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("input", () => import("./chat-stream.js").catch(() => {}), { once: true });
    this.stop.addEventListener("click", () => this.requestStop());
    this.addEventListener("htmx:configRequest", event => this.aim(event));
    this.form.addEventListener("htmx:beforeRequest", event => this.begin(event));
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
    if (!this.stopUrl && !this.send.disabled && this.text.value.trim()) this.form.requestSubmit(this.send);
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

  /** A paste that makes the message too long is imported, where the page offers it. */
  paste(event) {
    const pasted = event.clipboardData.getData("text/plain");
    if (!this.pasteForm || this.send.disabled || pasted.length < this.pasteForm.dataset.least) return;
    const { value, selectionStart, selectionEnd } = this.text;
    const whole = (value.slice(0, selectionStart) + pasted + value.slice(selectionEnd)).replaceAll("\r\n", "\n").trim();
    const { most } = this.pasteForm.dataset;
    if (whole.length <= most || (whole.length <= 2 * most && [...whole].length <= most)) return;
    event.preventDefault();
    import("./long-paste.js").then(module => module.importPaste(this, pasted), () => this.insert(pasted));
  }

  /** A dropped file is imported beside the chat, the first of several; a page without that leaves it to the browser. */
  drop(event) {
    if (!this.pasteForm || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (event.type !== "drop" || !file || this.send.disabled) return;
    import("./long-paste.js").then(module => module.importFile(this, file));
  }

  insert(pasted) {
    this.text.setRangeText(pasted, this.text.selectionStart, this.text.selectionEnd, "end");
    this.typed();
  }

  grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight}px`;
  }

  /** A form's address changes when its first message, or a paste, has made a conversation. */
  aim(event) {
    if (event.target.matches("form")) event.detail.path = event.target.getAttribute("action");
  }

  aimAt({ turnsUrl, pastesUrl }) {
    this.form.setAttribute("action", turnsUrl);
    this.pasteForm?.setAttribute("action", pastesUrl);
  }

  begin(event) {
    this.show(true);
    this.sendAway(event);
    if (this.news) this.news.textContent = "";
  }

  /** The message stands in the log at once, with the word that it is on its way. */
  sendAway(event) {
    if (event.target !== this.form) return;
    this.away = this.text.value;
    this.pending = document.getElementById("own-message").content.firstElementChild.cloneNode(true);
    this.pending.querySelector("[data-said]").textContent = this.away.trim();
    const log = document.getElementById("log");
    log.append(this.pending);
    log.follow?.();
    this.text.value = "";
    this.typed();
  }

  /** What was refused, or was lost on its way, stands before what was typed meanwhile. */
  comeBack(isTaken) {
    this.pending?.remove();
    if (!isTaken && this.away) {
      this.text.value = [this.away, this.text.value].filter(Boolean).join("\n");
      this.grow();
    }
    this.away = "";
  }

  sent(event) {
    if (event.target !== this.form) return;
    this.comeBack(event.detail.successful);
    const running = document.querySelector("chat-stream");
    if (!event.detail.successful || !running) this.rest();
    else this.run(running.dataset.stopUrl); // Stop works before the stream's module is here
    if (!event.detail.successful) return;
    if (this.mode) this.mode.selectedIndex = 0;
    const next = [...document.querySelectorAll("template[data-turns-url]")].at(-1);
    if (next) this.aimAt(next.dataset);
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

// Undo and redo by button or key; steps go one after the other, each on the version that the one before it made.
import { parse } from "../fragments.js";

const newest = new Map();
let queue = Promise.resolve();

class EditSteps extends HTMLElement {
  connectedCallback() {
    this.pane = this.closest("[data-pane]");
    this.addEventListener("submit", event => this.submit(event));
    this.pane.addEventListener("keydown", event => this.press(event));
    this.pane.addEventListener("artifact-changed", () => this.edited());
  }

  /** A text field has an undo of its own. */
  press(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, textarea, select")) return;
    const keys = `${event.shiftKey ? "shift+" : ""}${event.key.toLowerCase()}`;
    const form = this.querySelector(`form[data-keys~="${CSS.escape(keys)}"]`);
    if (!form) return;
    event.preventDefault();
    form.requestSubmit();
  }

  submit(event) {
    event.preventDefault();
    const form = event.target;
    if (form.querySelector("[aria-disabled]")) return;
    this.querySelector(`form:not([action="${form.getAttribute("action")}"]) button`).removeAttribute("aria-disabled");
    queue = queue.then(() => this.saved()).then(() => this.step(form));
  }

  /** What is still being saved is waited for: it is what shall be undone. */
  saved() {
    if (!this.pane.querySelector("data-grid[data-saving]")) return null;
    return new Promise(resolve => {
      this.pane.addEventListener("grid-settled", resolve, { once: true });
    });
  }

  edited() {
    const [undo, redo] = this.querySelectorAll("button");
    undo.removeAttribute("aria-disabled");
    redo.setAttribute("aria-disabled", "true");
  }

  async step(form) {
    const shown = Number(form.elements.expected_version.value);
    const body = new URLSearchParams({ expected_version: Math.max(shown, newest.get(form.action) ?? 0) });
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    const answer = await fetch(form.action, { method: "POST", body, headers }).catch(() => null);
    const problem = document.getElementById("problem");
    if (!answer) return problem.replaceChildren(document.getElementById("network-problem").content.cloneNode(true));
    if (!answer.ok) return problem.replaceChildren(parse(await answer.text()));
    const news = JSON.parse(answer.headers.get("HX-Trigger"));
    for (const one of this.querySelectorAll("form")) newest.set(one.action, news["artifact-replaced"].version);
    document.getElementById("spoken").textContent = news["spoken-news"].text;
    document.dispatchEvent(new CustomEvent("artifact-replaced", { detail: news["artifact-replaced"] }));
  }
}

customElements.define("edit-steps", EditSteps);

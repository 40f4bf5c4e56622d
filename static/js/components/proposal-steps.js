// Steps through the marked changes of a proposal by buttons or arrow keys; says what was decided.
class ProposalSteps extends HTMLElement {
  connectedCallback() {
    this.changes = [...this.querySelectorAll("[data-change]")];
    this.at = -1;
    this.querySelector("[data-steps]").hidden = this.changes.length === 0;
    this.show();
    this.addEventListener("click", event => {
      const step = event.target.closest("[data-step]")?.dataset.step;
      if (step) this.go(Number(step));
    });
    this.addEventListener("keydown", event => this.press(event));
  }

  press(event) {
    if (!event.target.matches("[data-change]")) return;
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    this.go(step);
  }

  go(step) {
    const count = this.changes.length;
    this.at = this.at < 0 && step < 0 ? count - 1 : (this.at + step + count) % count;
    this.changes[this.at].focus({ preventScroll: true });
    this.changes[this.at].scrollIntoView({ block: "nearest", inline: "nearest" });
    this.show();
  }

  show() {
    this.querySelector("[data-place]").textContent = `${this.at + 1} / ${this.changes.length}`;
  }
}

/** The pane is about to load itself again: the news goes to a region that stays, the focus to the pane's new content. */
document.addEventListener("proposal-decided", event => {
  const spoken = document.getElementById("spoken");
  if (spoken) spoken.textContent = event.detail.text;
  document.addEventListener("htmx:afterSettle", () => {
    document.querySelector("#pane [role=grid] td[tabindex='0'], #pane .document")?.focus();
  }, { once: true });
});

customElements.define("proposal-steps", ProposalSteps);

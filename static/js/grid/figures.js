// What the chosen cells add up to, in the status line: asked of the site, which knows values that the page does not hold.
const WAIT_MS = 250;

export class Figures {
  constructor(selection) {
    this.selection = selection;
    this.status = selection.grid.querySelector("[data-selection]");
  }

  say(text) {
    this.status.textContent = text;
  }

  show() {
    clearTimeout(this.timer);
    const { total } = this.selection;
    this.counted = total < 2 ? "" : `${this.status.dataset.count} ${total.toLocaleString()}`;
    this.say(this.counted);
    if (this.counted) this.timer = setTimeout(() => this.ask(this.selection.range), WAIT_MS);
  }

  /** Ask for what is chosen still; a newer word in the status line is left there. */
  async ask(range) {
    const { grid } = this.selection;
    await grid.editing.queue;
    const { figuresUrl, version, sheet } = grid.dataset;
    const query = grid.filters.query({ cells: range, version, ...(sheet && { sheet }) });
    const answer = await fetch(`${figuresUrl}?${query}`).catch(() => null);
    if (!answer?.ok) return;
    const { numbers, sum, average } = await answer.json();
    const isStill = this.selection.range === range && this.status.textContent === this.counted;
    if (!numbers || !isStill) return;
    const { sum: sumLabel, mean } = this.status.dataset;
    const round = value => value.toLocaleString(undefined, { maximumFractionDigits: 4 });
    this.say(`${this.counted} · ${sumLabel} ${round(sum)} · ${mean} ${round(average)}`);
  }
}

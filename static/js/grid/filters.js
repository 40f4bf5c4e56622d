// A view of some rows: rows stand at places in the view and keep their numbers in the table; what leaves the page says
// numbers. The dialog and the chips load the pane in another view, and the page's address follows.
import { parse } from "../fragments.js";

let told = "";

export class Filters {
  constructor(grid) {
    this.grid = grid;
    this.numbers = new Map();
    this.version = grid.dataset.version; // the rows stay those that it showed, whatever is edited
    grid.addEventListener("submit", event => event.target.matches("[data-filter-form]") && this.submit(event));
    grid.addEventListener("click", event => this.follow(event));
    this.announce();
  }

  get isOn() {
    return this.grid.dataset.filter !== "";
  }

  /** Return the query of an address that means this view. */
  query(fields = {}) {
    const query = new URLSearchParams(this.grid.dataset.filter);
    if (this.isOn) query.set("filtered", this.version);
    for (const [name, value] of Object.entries(fields)) query.set(name, value);
    return query;
  }

  /** Return the number of the row at a place; 0, which no row has, of one that was never in the page. */
  numberOf(place) {
    if (!this.isOn) return place;
    this.note();
    return this.numbers.get(place) ?? 0;
  }

  /** Return the numbers between which the rows at these places stand: the first and the last may not be in the page. */
  span(top, bottom) {
    const { rowCount, dataset } = this.grid;
    const first = this.numberOf(top) || (top <= 1 ? 1 : 0);
    return [first, this.numberOf(bottom) || (bottom >= rowCount ? Number(dataset.total) : 0)];
  }

  note() {
    for (const { dataset } of this.grid.table.querySelectorAll("tr[data-number]")) {
      this.numbers.set(Number(dataset.row), Number(dataset.number));
    }
  }

  /** Return the shown row that a changed one replaces, and give it that place. */
  place(row) {
    const { table } = this.grid;
    if (!this.isOn) return table.querySelector(`tr[data-row="${row.dataset.row}"]`);
    const old = table.querySelector(`tr[data-number="${row.dataset.row}"]`);
    if (!old) return null;
    row.dataset.number = row.dataset.row;
    row.dataset.row = old.dataset.row;
    row.ariaRowIndex = old.ariaRowIndex;
    return old;
  }

  announce() {
    const { told: now = "" } = this.grid.querySelector("[data-filters]")?.dataset ?? {};
    if (now === told) return;
    told = now;
    document.getElementById("spoken").textContent = now || this.grid.dataset.all;
  }

  /** Ask first whether the filter fits: the dialog stays open with what was typed. */
  async submit(event) {
    event.preventDefault();
    const query = new URLSearchParams(new FormData(event.target));
    const problem = event.target.querySelector("[data-problem]");
    const headers = { "HX-Request": "true" };
    const answer = await fetch(`${this.grid.dataset.rowsUrl}?${query}`, { headers }).catch(() => null);
    if (answer?.ok) return this.load(`?${query}`);
    if (answer) problem.replaceChildren(parse(await answer.text()));
    else problem.replaceChildren(document.getElementById("network-problem").content.cloneNode(true));
  }

  follow(event) {
    const link = event.target.closest("a[data-filter-link]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.load(link.search);
  }

  async load(search) {
    const pane = this.grid.closest("[data-pane]");
    const addressOf = () => new URL(document.querySelector("artifact-watch").dataset.paneUrl, location.href);
    await this.grid.editing.queue;
    await window.htmx.ajax("GET", addressOf().pathname + search, { target: pane, swap: "outerHTML" });
    history.replaceState(history.state, "", location.pathname + addressOf().search);
    document.querySelector("[data-pane] data-grid")?.focusActive?.();
  }
}

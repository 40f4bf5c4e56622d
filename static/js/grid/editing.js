// Editing of cells: an input in the cell or the formula bar; saves go one after the other, each on the newest version.
import { parse } from "../fragments.js";

export class Editing {
  constructor(grid) {
    this.grid = grid;
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.bar = grid.querySelector("form[data-formula]");
    this.problem = grid.querySelector("[data-grid-problem]");
    this.saved = grid.querySelector("[data-saved]");
    this.bar?.addEventListener("submit", event => this.submitBar(event));
  }

  begin(text) {
    const cell = this.grid.active;
    if (this.grid.isReadOnly || !cell || this.input) return;
    this.cell = cell;
    this.before = { text: cell.textContent, raw: this.grid.raw(cell) };
    const editors = this.grid.querySelector("template[data-editor]").content;
    const { raw } = this.before;
    this.input = editors.querySelector(raw.includes("\n") ? "textarea" : "input").cloneNode(true);
    this.input.value = text ?? raw;
    cell.replaceChildren(this.input);
    this.input.focus();
    this.input.addEventListener("keydown", event => this.press(event));
    this.input.addEventListener("blur", () => this.commit());
  }

  press(event) {
    const { row, column } = this.grid;
    const back = event.shiftKey ? -1 : 1;
    if (event.isComposing) return;
    if (event.key === "Enter" && event.altKey && this.input.matches("textarea")) {
      this.input.setRangeText("\n", this.input.selectionStart, this.input.selectionEnd, "end");
      event.preventDefault();
      return event.stopPropagation();
    }
    if (event.key === "Enter") this.leave(event, row + back, column);
    else if (event.key === "Tab") this.leave(event, row, column + back);
    else if (event.key === "Escape") {
      this.cancel();
      this.grid.go(row, column);
    } else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  }

  leave(event, row, column) {
    this.commit();
    this.grid.go(row, column);
  }

  cancel() {
    const { cell, before } = this;
    this.input = null;
    cell.textContent = before.text;
  }

  commit() {
    if (!this.input) return;
    const value = this.input.value;
    const { cell, before } = this;
    this.input = null;
    cell.textContent = value === before.raw ? before.text : value;
    if (value !== before.raw) this.save({ value }, cell);
  }

  clear() {
    if (!this.grid.isReadOnly) this.save({ clear: this.grid.selection.range });
  }

  submitBar(event) {
    event.preventDefault();
    const { at, value } = this.bar.elements;
    if (value.value !== this.inBar) this.save({ at: at.value, value: value.value });
    this.grid.go(this.grid.row, this.grid.column);
  }

  showInBar() {
    if (!this.bar) return;
    this.bar.elements.at.value = this.grid.address;
    this.bar.elements.value.value = this.grid.raw(this.grid.active);
    this.inBar = this.bar.elements.value.value; // one line: an unchanged one must not be saved over several
  }

  save(fields, cell = this.grid.active) {
    const { address } = this.grid;
    cell?.setAttribute("data-pending", "");
    this.enqueue(() => this.post({ at: address, ...fields }, cell));
  }

  /** Do some saving after what is being saved already. */
  enqueue(work) {
    this.waiting += 1;
    this.grid.toggleAttribute("data-saving", true);
    this.saved.textContent = this.saved.dataset.saving;
    this.queue = this.queue.then(work).finally(() => this.settle());
  }

  settle() {
    this.waiting -= 1;
    this.grid.toggleAttribute("data-saving", this.waiting > 0);
    if (!this.waiting) this.grid.dispatchEvent(new CustomEvent("grid-settled", { bubbles: true }));
  }

  async post(fields, cell) {
    const { cellsUrl, sheet } = this.grid.dataset;
    const answer = await this.send(cellsUrl, { ...fields, ...(sheet && { sheet }) });
    cell?.removeAttribute("data-pending");
    if (answer?.ok) return this.accept(await answer.text(), answer, cell);
    cell?.setAttribute("data-conflict", "");
    this.saved.textContent = "";
    if (answer?.status === 409) this.refuse(fields.value ?? fields.block ?? "");
    else if (answer) this.problem.replaceChildren(parse(await answer.text()));
    else this.sayNetworkProblem();
  }

  /** Send a form on the version that is shown; null when nothing answers. */
  send(url, fields) {
    const body = this.grid.filters.query({ ...fields, expected_version: this.grid.dataset.version });
    const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };
    return fetch(url, { method: "POST", body, headers }).catch(() => null);
  }

  sayNetworkProblem() {
    this.problem.replaceChildren(document.getElementById("network-problem").content.cloneNode(true));
  }

  accept(html, answer, cell) {
    const told = JSON.parse(answer.headers.get("HX-Trigger"));
    const news = told["artifact-changed"] ?? told["artifact-replaced"];
    const isNext = news.version <= Number(this.grid.dataset.version) + 1;
    if (isNext) this.grid.dataset.version = news.version; // else it would name changes that are not shown here
    cell?.removeAttribute("data-conflict");
    this.problem.replaceChildren();
    this.saved.textContent = this.saved.dataset.done;
    const isShown = told["artifact-changed"] && this.grid.isConnected;
    if (!isShown) return document.dispatchEvent(new CustomEvent("artifact-replaced", { detail: news }));
    this.grid.windows.replaceRows(parse(html));
    this.grid.dispatchEvent(new CustomEvent("artifact-changed", { bubbles: true, detail: news }));
  }

  refuse(typed) {
    const notice = this.grid.querySelector("template[data-conflict]").content.cloneNode(true);
    notice.querySelector("[data-typed]").textContent = typed;
    this.problem.replaceChildren(notice);
  }
}

// Editing of cells: an input in the cell or the formula bar; saves go one after the other, each on the newest version.
import { parse } from "../fragments.js";
import { stepOf } from "./keys.js";
import { Pointing } from "./pointing.js";

export class Editing {
  constructor(grid) {
    this.grid = grid;
    this.queue = Promise.resolve();
    this.waiting = 0;
    this.pointing = new Pointing(this);
    this.bar = grid.querySelector("form[data-formula]");
    this.problem = grid.querySelector("[data-grid-problem]");
    this.saved = grid.querySelector("[data-saved]");
    this.bar?.addEventListener("submit", event => this.submitBar(event));
  }

  /** Open the editor: with a text that was typed, arrows end it and move; without one they move in the text. */
  begin(text) {
    const cell = this.grid.active;
    if (this.grid.isReadOnly || !cell || this.input) return;
    this.cell = cell;
    this.before = { text: cell.textContent, raw: this.grid.raw(cell) };
    this.isTyped = text !== undefined;
    const { raw } = this.before;
    this.open(raw.includes("\n") && !this.isTyped ? "textarea" : "input", text ?? raw);
  }

  open(kind, text) {
    const input = this.grid.querySelector("template[data-editor]").content.querySelector(kind).cloneNode(true);
    input.value = text;
    this.input = input;
    this.cell.replaceChildren(input);
    input.focus();
    input.addEventListener("keydown", event => this.press(event));
    input.addEventListener("input", () => this.pointing.forget());
    input.addEventListener("blur", () => this.input === input && this.commit());
  }

  press(event) {
    if (event.isComposing) return;
    const { grid } = this;
    const back = event.shiftKey ? -1 : 1;
    const step = stepOf(grid, event);
    if (event.key === "Enter" && event.altKey) this.breakLine();
    else if (event.key === "Enter") this.leave(() => grid.enter(back));
    else if (event.key === "Tab") this.leave(() => grid.tab(back));
    else if (event.key === "Escape") this.cancel();
    else if (event.key === "F2") this.isTyped = !this.isTyped;
    else if (step && this.isTyped && this.pointing.isOpen) this.pointing.step(...step, event.shiftKey);
    else if (step && this.isTyped && !event.shiftKey) this.leave(() => grid.go(grid.row + step[0], grid.column + step[1]));
    else return event.stopPropagation();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Break the line where the caret stands; one line becomes several. */
  breakLine() {
    const { selectionStart: start, selectionEnd: end, value } = this.input;
    if (this.input.matches("input")) this.open("textarea", value);
    this.input.setRangeText("\n", start, end, "end");
    this.isTyped = false;
  }

  leave(move) {
    this.commit();
    move();
  }

  cancel() {
    const { cell, before, grid } = this;
    this.input = null;
    this.pointing.forget();
    cell.textContent = before.text;
    grid.go(grid.row, grid.column);
  }

  commit() {
    if (!this.input) return;
    const value = this.input.value;
    const { cell, before } = this;
    this.input = null;
    this.pointing.forget();
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

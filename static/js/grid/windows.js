// Keeps only the rows near the viewport in the page: windows of 100 rows, as the site renders them.
import { parse } from "../fragments.js";

const SIZE = 100;
const ROW_PX = 34;
const TALLEST_PX = 17_000_000; // browsers cut elements that are taller; beyond it scroll positions are mapped
const KEPT = 12;

export class Windows {
  constructor(grid) {
    this.grid = grid;
    this.cache = new Map();
    this.isActive = grid.rowCount > SIZE;
    if (this.isActive) this.ready = this.seen().then(() => this.begin());
  }

  seen() {
    return new Promise(resolve => {
      const seen = new ResizeObserver(() => {
        if (!this.grid.scroller.clientHeight) return;
        seen.disconnect();
        resolve();
      });
      seen.observe(this.grid.scroller);
    });
  }

  /** Measure only when the grid can be seen: on a phone it may stand behind the chat. */
  begin() {
    const offset = Number(this.grid.dataset.offset);
    this.grid.widths.freeze();
    this.place(offset);
    this.grid.scroller.scrollTop = offset * ROW_PX * this.scale;
    this.grid.scroller.addEventListener("scroll", () => this.schedule(), { passive: true });
  }

  get fullHeight() {
    return this.grid.rowCount * ROW_PX;
  }

  get scale() {
    return Math.min(1, TALLEST_PX / this.fullHeight);
  }

  /** Return the height above the viewport as if no height were mapped. */
  get virtualTop() {
    const { scrollTop, clientHeight } = this.grid.scroller;
    if (this.scale === 1) return scrollTop;
    const share = scrollTop / (this.fullHeight * this.scale - clientHeight);
    return share * (this.fullHeight - clientHeight);
  }

  /** Return where the first window in view begins. */
  get firstOffset() {
    return this.isActive ? Math.floor(this.virtualTop / ROW_PX / SIZE) * SIZE : 0;
  }

  /** Show what stood at this scroll position of the same grid. */
  async scrollTo(top, left) {
    await this.ready;
    this.grid.scroller.scrollTo({ top, left });
    if (this.isActive) await this.show();
  }

  schedule() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.show();
    });
  }

  /** Show the windows that the viewport touches. */
  async show() {
    const first = Math.floor(this.virtualTop / ROW_PX);
    const visible = Math.ceil(this.grid.scroller.clientHeight / ROW_PX) + 1;
    const last = Math.min(first + visible, this.grid.rowCount - 1);
    const offsets = [];
    for (let offset = first - (first % SIZE); offset <= last; offset += SIZE) offsets.push(offset);
    const wanted = offsets.join();
    this.wanted = wanted;
    const rows = await Promise.all(offsets.map(offset => this.load(offset)));
    if (this.wanted !== wanted || rows.includes(null)) return;
    this.render(offsets, rows);
    this.place(offsets[0], offsets.length * SIZE);
  }

  render(offsets, rows) {
    const { table } = this.grid;
    for (const body of [...table.tBodies]) {
      if (offsets.includes(Number(body.dataset.window))) continue;
      if (body.contains(document.activeElement)) table.focus({ preventScroll: true });
      body.remove();
    }
    offsets.forEach((offset, index) => {
      if (table.tBodies[index]?.dataset.window === String(offset)) return;
      const body = document.createElement("tbody");
      body.dataset.window = offset;
      body.append(parse(rows[index]));
      table.insertBefore(body, table.tBodies[index] ?? null);
    });
    if (this.grid.filters.isOn) this.grid.filters.note();
    table.tabIndex = this.grid.active ? -1 : 0;
    if (this.grid.active) this.grid.active.tabIndex = 0;
    this.grid.selection.mark();
  }

  /** Put the loaded windows at their height. */
  place(offset, count = SIZE) {
    const before = this.grid.scroller.scrollTop - (this.virtualTop - offset * ROW_PX);
    const after = this.fullHeight * this.scale - before - Math.min(count, this.grid.rowCount - offset) * ROW_PX;
    this.grid.table.style.setProperty("margin-block-start", `${Math.max(before, 0)}px`);
    this.grid.table.style.setProperty("margin-block-end", `${Math.max(after, 0)}px`);
  }

  async load(offset) {
    const here = this.grid.table.querySelector(`tbody[data-window="${offset}"]`);
    if (here) return "";
    if (!this.cache.has(offset)) {
      const { rowsUrl, sheet } = this.grid.dataset;
      const query = this.grid.filters.query({ offset, ...(sheet && { sheet }) });
      const answer = await fetch(`${rowsUrl}?${query}`).catch(() => null);
      if (!answer?.ok) return null;
      this.cache.set(offset, await answer.text());
      if (this.cache.size > KEPT) this.cache.delete(this.cache.keys().next().value);
    }
    return this.cache.get(offset);
  }

  /** Bring a row into the page. */
  async reveal(row) {
    await this.ready; // which scrolls to where the page begins
    if (!this.isActive || this.grid.cell(row, 0)) return;
    const room = this.fullHeight - this.grid.scroller.clientHeight;
    const top = Math.min((row - 3) * ROW_PX, room);
    this.grid.scroller.scrollTop = top * ((this.fullHeight * this.scale - this.grid.scroller.clientHeight) / room);
    await this.show();
  }

  /** Put changed rows in the place of those shown. */
  replaceRows(rows) {
    this.cache.clear();
    for (const row of [...rows.querySelectorAll("tr[data-row]")]) {
      const old = this.grid.filters.place(row);
      if (!old) continue;
      const hadFocus = old.contains(document.activeElement) && !old.contains(this.grid.editing.input);
      if (this.grid.editing.input && old.contains(this.grid.editing.input)) continue;
      old.replaceWith(row);
      if (Number(row.dataset.row) !== this.grid.row) continue;
      this.grid.active.tabIndex = 0;
      if (hadFocus) this.grid.active.focus({ preventScroll: true });
    }
    this.grid.selection.show();
  }
}

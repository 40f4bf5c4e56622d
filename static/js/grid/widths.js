// Widths of columns: dragged at the edge of a head or changed by the menu; kept in this browser for each table and sheet.
const EDGE_PX = 6;
const LEAST_PX = 40;
const MOST_PX = 800;
const MOST_AT_FIRST_PX = 360;
const DIGIT_PX = 9;
const NUMBER_EDGES_PX = 20;

const nameOf = head => head.textContent.trim();

export class Widths {
  constructor(grid) {
    const { cellsUrl, sheet } = grid.dataset;
    this.grid = grid;
    this.key = `widths:${cellsUrl} ${sheet}`;
    this.kept = JSON.parse(localStorage.getItem(this.key) ?? "{}");
    this.way = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
    grid.table.tHead.addEventListener("pointermove", event => this.hint(event));
    grid.table.tHead.addEventListener("pointerdown", event => this.begin(event));
    grid.addEventListener("click", event => this.step(event));
    if (Object.keys(this.kept).length && !grid.windows.isActive) grid.windows.seen().then(() => this.freeze());
  }

  /** Fix all widths as they are or as they were kept: only then can one be changed, or rows scroll without a jump. */
  freeze() {
    const { table } = this.grid;
    if (table.classList.contains("grid--fixed")) return;
    const heads = [...table.querySelectorAll("thead th")];
    const most = this.grid.windows.isActive ? MOST_AT_FIRST_PX : Number.POSITIVE_INFINITY;
    const widths = heads.map(head => Math.min(Math.ceil(head.getBoundingClientRect().width) + 1, most));
    // The numbers of the last rows are longer than those of the first, which were measured.
    const digits = table.getAttribute("aria-rowcount")?.length ?? 0;
    widths[0] = Math.max(widths[0], digits * DIGIT_PX + NUMBER_EDGES_PX);
    heads.forEach((head, index) => head.style.setProperty("width", `${this.kept[nameOf(head)] ?? widths[index]}px`));
    table.classList.add("grid--fixed");
    this.fit();
  }

  fit() {
    const heads = [...this.grid.table.querySelectorAll("thead th")];
    const sum = heads.reduce((total, head) => total + Number.parseFloat(head.style.width), 0);
    this.grid.table.style.setProperty("width", `${sum}px`);
  }

  set(head, width) {
    const within = Math.round(Math.max(LEAST_PX, Math.min(width, MOST_PX)));
    head.style.setProperty("width", `${within}px`);
    this.kept[nameOf(head)] = within;
    this.fit();
  }

  keep() {
    localStorage.setItem(this.key, JSON.stringify(this.kept));
  }

  /** Return the head whose end the pointer is on. */
  edgeOf({ target, clientX }) {
    const head = target.closest("th[data-letter]");
    const { left, right } = head?.getBoundingClientRect() ?? {};
    return head && (this.way > 0 ? right - clientX : clientX - left) < EDGE_PX ? head : null;
  }

  hint(event) {
    const edge = this.edgeOf(event);
    for (const head of this.grid.table.querySelectorAll("th[data-edge]")) head.toggleAttribute("data-edge", head === edge);
    edge?.toggleAttribute("data-edge", true);
  }

  begin(event) {
    const head = event.button ? null : this.edgeOf(event);
    if (!head) return;
    event.preventDefault(); // else the press would choose the column
    this.freeze();
    const width = head.offsetWidth;
    const move = ({ clientX }) => this.set(head, width + (clientX - event.clientX) * this.way);
    head.setPointerCapture(event.pointerId);
    head.addEventListener("pointermove", move);
    head.addEventListener("lostpointercapture", () => this.end(head, move), { once: true });
  }

  end(head, move) {
    head.removeEventListener("pointermove", move);
    this.keep();
  }

  /** The menu stays open, for the next step. */
  step(event) {
    const item = event.target.closest("[data-widen]");
    if (!item) return;
    this.freeze();
    const { at, count } = this.grid.menus.lines(item.closest("[popover]"));
    const chosen = this.grid.heads.slice(at - 1, at - 1 + count);
    for (const head of chosen) this.set(head, head.offsetWidth + Number(item.dataset.widen));
    this.keep();
  }
}

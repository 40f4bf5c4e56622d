// A cell explained: a notice above the grid, and marks on the cells that it refers to and that refer to it.

export class Explained {
  constructor(grid) {
    this.grid = grid;
    this.place = grid.querySelector("[data-explained]");
    if (!this.place) return;
    this.observer = new MutationObserver(() => this.mark());
    grid.addEventListener("click", event => this.click(event));
    grid.table.addEventListener("keydown", event => this.press(event));
  }

  click({ target }) {
    if (target.closest("[data-explain]")) {
      target.closest("[popover]").hidePopover();
      this.show();
    } else if (this.place.contains(target) && target.closest("[data-close]")) {
      this.clear();
      this.grid.focusActive();
    }
  }

  press(event) {
    if (event.target.closest("input, textarea")) return;
    if (event.key === "F3" && event.shiftKey) {
      event.preventDefault();
      this.show();
    } else if (event.key === "Escape") this.clear();
  }

  /** Explain the active cell as it is after what was typed is saved. */
  async show() {
    const { grid } = this;
    await grid.editing.queue;
    const { version, sheet } = grid.dataset;
    const cell = grid.address;
    const answer = await fetch(`${this.place.dataset.url}?${new URLSearchParams({ cell, sheet, version })}`).catch(() => null);
    if (!answer?.ok || grid.address !== cell) return;
    this.place.innerHTML = await answer.text();
    const { precedents, dependents } = this.place.firstElementChild.dataset;
    this.marks = { precedent: boxesOf(precedents), dependent: boxesOf(dependents) };
    this.mark();
    this.observer.observe(grid.table, { childList: true, subtree: true });
    grid.focusActive();
  }

  /** Mark what is in the page; rows that come later are marked when they come. */
  mark() {
    if (!this.marks) return;
    for (const row of this.grid.table.querySelectorAll("tr[data-row]")) {
      [...row.cells].slice(1).forEach((cell, at) => {
        for (const [name, boxes] of Object.entries(this.marks)) {
          cell.toggleAttribute(`data-${name}`, boxes.some(box => isInside(box, Number(row.dataset.row), at + 1)));
        }
      });
    }
  }

  clear() {
    if (!this.marks) return;
    this.marks = { precedent: [], dependent: [] };
    this.mark();
    this.marks = null;
    this.observer.disconnect();
    this.place.replaceChildren();
  }
}

function isInside({ top, bottom, left, right }, row, column) {
  return row >= top && row <= bottom && column >= left && column <= right;
}

/** Return the rectangles of ranges such as B2:C9, B:B and 2:4. */
function boxesOf(ranges) {
  return ranges.split(" ").filter(Boolean).map(range => {
    const [first, last = first] = range.split(":").map(placeOf);
    return { top: first.row || 1, left: first.column || 1, bottom: last.row || Infinity, right: last.column || Infinity };
  });
}

function placeOf(cell) {
  const [, letters, digits] = /^([A-Z]*)(\d*)$/.exec(cell);
  const column = [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
  return { row: Number(digits), column };
}

// Changes of whole rows, columns and sheets: the menus' forms, sent one after the other and after the cells' saves.
// The pane loads itself again after each, because places mean something else then.
import { parse } from "../fragments.js";

export class Changes {
  constructor(grid) {
    this.grid = grid;
    grid.addEventListener("submit", event => event.target.matches("[data-change]") && this.submit(event));
  }

  submit(event) {
    event.preventDefault();
    const { target: form, submitter } = event;
    const popover = form.closest("[popover]");
    const lines = popover ? this.grid.menus.lines(popover) : {};
    const fields = { ...Object.fromEntries(new FormData(form, submitter)), ...lines };
    const goes = submitter.dataset.goes === "count" ? lines.count : Number(submitter.dataset.goes ?? 0);
    if (popover?.dataset.menu) this.close(popover);
    this.grid.editing.enqueue(async () => {
      const answer = await this.grid.editing.send(form.action, fields);
      if (!answer?.ok) return this.refuse(answer, popover);
      if (popover) this.close(popover);
      const told = JSON.parse(answer.headers.get("HX-Trigger"));
      this.move(popover?.dataset.menu === "rows" ? "row" : "column", goes);
      this.turnTo(told["artifact-replaced"].sheet, fields.sheet, submitter.hasAttribute("data-anew"));
      this.tell(told);
    });
  }

  close(popover) {
    const hadFocus = popover.contains(document.activeElement);
    popover.hidePopover();
    if (hadFocus) this.grid.focusActive();
  }

  /** The chosen lines stay chosen where they are now. */
  move(axis, goes) {
    this.grid[axis] += goes;
    this.grid.selection.from[axis] += goes;
  }

  /** Show another sheet: a new one from its beginning, else the one that came in the place of the one shown. */
  turnTo(sheet, changed, isNew) {
    const { grid } = this;
    if (!sheet || !(isNew || changed === grid.dataset.sheet)) return;
    grid.dataset.sheet = sheet;
    if (!isNew) return;
    grid.setActive(1, 0);
    grid.selection.clear();
    grid.scroller.scrollTo(0, 0);
  }

  tell(told) {
    this.grid.editing.problem.replaceChildren();
    document.getElementById("spoken").textContent = told["spoken-news"].text;
    document.dispatchEvent(new CustomEvent("artifact-replaced", { detail: told["artifact-replaced"] }));
  }

  /** Say why; a dialog stays open with what was typed. */
  async refuse(answer, popover) {
    const { editing } = this.grid;
    editing.saved.textContent = "";
    if (!answer) return editing.sayNetworkProblem();
    const place = popover?.matches(":popover-open") ? popover.querySelector("[data-problem]") : null;
    (place ?? editing.problem).replaceChildren(parse(await answer.text()));
  }
}

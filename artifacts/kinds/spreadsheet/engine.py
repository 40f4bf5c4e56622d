"""The process that computes formulas: reads one JSON workbook a line, answers one JSON line.

It runs apart from the site because the engine holds the interpreter's lock while it computes, can run out of stack or
memory on hostile formulas, and can only be stopped by killing it. Started by path with isolated Python, so it imports
nothing of the site. Ends when its input closes or after some idle minutes.

Request: {"sheets": [{"name", "cells": [[row, column, kind, value, format], ...]}]}, kind n, t, b or f (formula).
Answer: {"cells": [[sheet, row, column, type, value, format], ...]} for formulas and cells that they spill into,
or {"failed": reason}.
"""

import gc
import json
import resource
import select
import sys
import threading
from typing import Any

import ironcalc

STACK_BYTES = 64 * 1024 * 1024
IDLE_SECONDS = 300


def compute(workbook: dict[str, Any]) -> dict[str, Any]:
    """Return the answer for one workbook."""
    model = ironcalc.create("book")
    for index, sheet in enumerate(workbook["sheets"]):
        if index:
            model.add_sheet(sheet["name"])
        else:
            model.rename_sheet(0, sheet["name"])
    given = [fill(model, index, sheet["cells"]) for index, sheet in enumerate(workbook["sheets"])]
    model.evaluate()
    return {"cells": [read(model, *place) for place in model.get_all_cells() if place[1:] not in given[place[0]]]}


def fill(model: Any, sheet: int, cells: list[list[Any]]) -> set[tuple[int, int]]:
    """Write the cells; return the places of constants, whose values are known."""
    constants: set[tuple[int, int]] = set()
    for row, column, kind, value, number_format in cells:
        if kind == "f":
            # set_user_input also gives the cell the format that the formula implies
            write = model.update_cell_with_formula if number_format else model.set_user_input
            write(sheet, row, column, value)
        else:
            constants.add((row, column))
            if kind == "n":
                model.update_cell_with_number(sheet, row, column, value)
            elif kind == "b":
                model.update_cell_with_bool(sheet, row, column, value)
            else:
                model.update_cell_with_text(sheet, row, column, value)
        if number_format:
            style = model.get_cell_style(sheet, row, column)
            style["num_fmt"] = number_format
            model.set_cell_style(sheet, row, column, style)
    return constants


def read(model: Any, sheet: int, row: int, column: int) -> list[Any]:
    """Return one computed cell."""
    value = model.get_cell_value(sheet, row, column)
    if isinstance(value, float):
        number_format = model.get_cell_style(sheet, row, column)["num_fmt"]
        number = int(value) if value.is_integer() and abs(value) < 1e15 else value
        return [sheet, row, column, "number", number, None if number_format == "general" else number_format]
    if isinstance(value, bool):
        return [sheet, row, column, "boolean", value, None]
    is_error = str(value).startswith("#") and model.get_cell_type(sheet, row, column) == ironcalc.CellType.ErrorValue
    return [sheet, row, column, "error" if is_error else "text", value, None]


def serve() -> None:
    """Answer requests until the input closes or nobody asks for a while."""
    source = sys.stdin.buffer
    while select.select([source], [], [], IDLE_SECONDS)[0]:
        request = source.readline()
        if not request:
            return
        try:
            answer = compute(json.loads(request))
        except Exception as error:  # the boundary of this process: whatever it is, the site must learn of it
            answer = {"failed": type(error).__name__}
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    most_bytes = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    gc.disable()  # a request makes many small lists and no cycles
    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=serve)
    thread.start()
    thread.join()

"""Joins the small pieces of an answer into few stream events, in order, without losing or reordering any."""

from dataclasses import asdict
from typing import Any

from artifacts.extraction.pieces import (
    ArtifactClosed,
    ArtifactOpened,
    ChatText,
    DocumentBlock,
    Piece,
    SheetCells,
    TableHeader,
    TableRow,
)
from chat.log.protocol import StreamKind


class Coalescer:
    """Collects pieces; `drain` returns the joined events and starts anew."""

    def __init__(self) -> None:
        self._pending: list[tuple[StreamKind, dict[str, Any]]] = []

    def add(self, piece: Piece) -> None:
        """Take one piece; `ArtifactClosed` is left to the settling of the turn, which knows the stored version."""
        match piece:
            case ChatText(text=text):
                self._text(text)
            case ArtifactOpened(ref=ref, kind=kind, title=title):
                self._pending.append((StreamKind.ARTIFACT_OPENED, {"ref": ref, "kind": kind.value, "title": title}))
            case TableHeader(ref=ref, columns=columns):
                self._delta(ref)["columns"] = [asdict(column) for column in columns]
            case TableRow(ref=ref, index=index, cells=cells):
                self._delta(ref).setdefault("rows", []).append({"index": index, "cells": cells})
            case DocumentBlock(ref=ref, index=index, markdown=markdown, is_final=is_final):
                self._block(ref, {"index": index, "markdown": markdown, "is_final": is_final})
            case SheetCells(ref=ref, sheet=sheet, row=row, cells=cells):
                self._delta(ref).setdefault("sheet_rows", []).append({"sheet": sheet, "row": row, "cells": cells})
            case ArtifactClosed():
                pass

    def drain(self) -> list[tuple[StreamKind, dict[str, Any]]]:
        """Return what was collected, oldest first."""
        drained, self._pending = self._pending, []
        return drained

    def _text(self, text: str) -> None:
        if self._pending and self._pending[-1][0] is StreamKind.TEXT:
            self._pending[-1][1]["text"] += text
        elif text:
            self._pending.append((StreamKind.TEXT, {"text": text}))

    def _delta(self, ref: int) -> dict[str, Any]:
        if self._pending:
            kind, data = self._pending[-1]
            if kind is StreamKind.ARTIFACT_DELTA and data["ref"] == ref:
                return data
        self._pending.append((StreamKind.ARTIFACT_DELTA, {"ref": ref}))
        return self._pending[-1][1]

    def _block(self, ref: int, block: dict[str, Any]) -> None:
        blocks = self._delta(ref).setdefault("blocks", [])
        if blocks and blocks[-1]["index"] == block["index"]:
            blocks[-1] = block
        else:
            blocks.append(block)

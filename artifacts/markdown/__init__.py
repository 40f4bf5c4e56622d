"""Markdown to safe HTML, whole or while it streams, and Markdown cut into its top-level blocks."""

from artifacts.markdown.blocks import BlockSplitter, top_level_blocks
from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream, Update
from artifacts.markdown.unfinished import close_open_marks

__all__ = ["BlockSplitter", "MarkdownStream", "Update", "close_open_marks", "render_markdown", "top_level_blocks"]

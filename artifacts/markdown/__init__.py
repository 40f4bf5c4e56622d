"""Markdown to safe HTML, whole or while it streams, and Markdown cut into its top-level blocks."""

from artifacts.markdown.blocks import BlockSplitter, top_level_blocks
from artifacts.markdown.render import render_markdown
from artifacts.markdown.stream import MarkdownStream, Update

__all__ = ["BlockSplitter", "MarkdownStream", "Update", "render_markdown", "top_level_blocks"]

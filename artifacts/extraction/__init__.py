"""From a streamed answer to chat text and artifacts."""

from artifacts.extraction.extractor import Extractor
from artifacts.extraction.pieces import CloseReason, Extracted, Piece

__all__ = ["CloseReason", "Extracted", "Extractor", "Piece"]

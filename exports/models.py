"""Where Django looks for the models of `rows` and of the house style."""

from exports.house_style.settings import KeptStyle, StyleSettings
from exports.rows.bundles import ExportBundle
from exports.rows.models import ExportJob
from exports.rows.ratings import ExportRating

__all__ = ["ExportBundle", "ExportJob", "ExportRating", "KeptStyle", "StyleSettings"]

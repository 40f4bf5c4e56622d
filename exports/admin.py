"""Where Django looks for the staff pages of `pages`."""

from exports.pages.admin import ExportJobAdmin, ExportRatingAdmin, StyleSettingsAdmin

__all__ = ["ExportJobAdmin", "ExportRatingAdmin", "StyleSettingsAdmin"]

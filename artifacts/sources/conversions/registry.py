"""The table of conversions. To add one, write a function as the others and give it a row here."""

from collections.abc import Mapping

from artifacts.rows.enums import KindName
from artifacts.sources.conversions import document, spreadsheet, table
from artifacts.sources.conversions.base import Convert

CONVERSIONS: Mapping[tuple[KindName, KindName], Convert] = {
    (KindName.TABLE, KindName.SPREADSHEET): table.to_spreadsheet,
    (KindName.TABLE, KindName.DOCUMENT): table.to_document,
    (KindName.SPREADSHEET, KindName.TABLE): spreadsheet.to_table,
    (KindName.SPREADSHEET, KindName.DOCUMENT): spreadsheet.to_document,
    (KindName.DOCUMENT, KindName.TABLE): document.to_table,
    (KindName.DOCUMENT, KindName.SPREADSHEET): document.to_spreadsheet,
}

"""What a workbook says of dynamic arrays: without it Excel takes an array formula for one of the older kind."""

DYNAMIC_CELL = 'cm="1"'  # of a cell: the first, and only, entry of the part's cellMetadata
PART = "xl/metadata.xml"
CONTENT_TYPES, RELATIONSHIPS = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
_DYNAMIC = "http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"
_METADATA = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    f'<metadata xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:xda="{_DYNAMIC}">'
    '<metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1"'
    ' pasteValues="1" merge="1" splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1"'
    ' coerce="1" cellMeta="1"/></metadataTypes>'
    '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}">'
    '<xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata>'
    '<cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>'
)
_CONTENT_TYPE = (
    f'<Override PartName="/{PART}"'
    ' ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"/></Types>'
)
_RELATIONSHIP = (
    '<Relationship Id="rIdMetadata" Target="metadata.xml"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata"/></Relationships>'
)


def metadata() -> bytes:
    """Return the part that cells refer to."""
    return _METADATA.encode()


def announced(name: str, data: bytes) -> bytes:
    """Return a part of the package; those that list parts list the metadata too."""
    if name == CONTENT_TYPES:
        return data.replace(b"</Types>", _CONTENT_TYPE.encode())
    if name == RELATIONSHIPS:
        return data.replace(b"</Relationships>", _RELATIONSHIP.encode())
    return data

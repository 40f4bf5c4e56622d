"""Word files put together part by part, so that a test says all that is in them."""

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{M}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'


def word(
    body: str,
    *,
    main: str = "word/document.xml",
    links: dict[str, str] | None = None,
    is_strict: bool = False,
    parts: Mapping[str, str] = MappingProxyType({}),
) -> bytes:
    """Return a file with this body; `parts` are the insides of styles, numbering, footnotes..., by their relationship.

    `links` are addresses by the ids of their relationships.
    """
    folder, _slash, name = main.rpartition("/")
    related = "".join(
        f'<Relationship Id="p{kind}" Type="{R}/{kind}" Target="{kind}.part"/>' for kind in parts
    ) + "".join(
        f'<Relationship Id="{one}" Type="{R}/hyperlink" Target="{address}" TargetMode="External"/>'
        for one, address in (links or {}).items()
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        office = f'<Relationship Id="r1" Type="{R}/officeDocument" Target="/{main}"/>'
        archive.writestr("_rels/.rels", f"<Relationships {_PACKAGE}>{office}</Relationships>")
        archive.writestr(f"{folder}/_rels/{name}.rels", f"<Relationships {_PACKAGE}>{related}</Relationships>")
        document = f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"
        archive.writestr(main, document.replace(W, STRICT_W) if is_strict else document)
        for kind, inside in parts.items():
            archive.writestr(f"{folder}/{kind}.part", f"<w:{kind} {SPACES}>{inside}</w:{kind}>")
    return buffer.getvalue()


def p(*runs: str, properties: str = "") -> str:
    """Return a paragraph; a run that is no XML is a text."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Return a run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def item(text: str, level: int = 0, list_id: int = 1) -> str:
    """Return a paragraph of a list."""
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, properties=numbers)


def level(at: int, number_format: str, text: str, more: str = "") -> str:
    """Return a level of a list's definition."""
    return f'<w:lvl w:ilvl="{at}">{more}<w:numFmt w:val="{number_format}"/><w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, *lists: str) -> str:
    """Return a numbering part of one definition; each list may change something."""
    found = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="0"/>{change}</w:num>' for at, change in enumerate(lists, 1)
    )
    return f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{found}'


def style(style_id: str, name: str, inside: str = "", kind: str = "paragraph") -> str:
    """Return a style."""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{inside}</w:style>'


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a cell of a table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """Return a row of a table."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

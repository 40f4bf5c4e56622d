"""The package around Word text: python-docx makes styles, header, footer and settings once; bodies are streamed in.

Styles are named ones (Heading 1-6, List Bullet, Quote, Code, Diptych Table), so that a Word user can restyle a file.
"""

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from exports.flow.outline import CONTENTS_LEVELS
from exports.formats.options import ExportOptions, PageSize
from exports.house_style.style import HouseStyle
from exports.sheets.column_widths import MARGIN_CHANGES_MM

MONOSPACE = "Courier New"  # on every computer with an office program, by this name or measure for measure
TITLE_MARK = "diptych-title"
EPOCH = datetime(2001, 1, 1)  # stands where the time of writing goes
EPOCH_MARK = b"2001-01-01T00:00:00Z"
MARGIN_MM = 20
HEADER_MM = 12.7  # from the edge, unless the margin is too narrow for it
LOGO_HEIGHT = Mm(8)
PAPER = {PageSize.A4: (Mm(210), Mm(297)), PageSize.LETTER: (Mm(215.9), Mm(279.4))}
CHARACTER = 100  # width of a letter in a table, in twentieths of a point
TWIPS = 635  # English metric units in a twentieth of a point
HEADING_SIZES = (20, 16, 13, 12, 11, 11)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """Parts of an empty document; the body goes between `head` and `tail`; sizes are in 1/20 point."""

    parts: dict[str, bytes]
    head: str
    tail: str
    text_width: int
    text_height: int


@lru_cache(maxsize=16)
def word_template(house_style: HouseStyle, options: ExportOptions, is_landscape: bool) -> WordTemplate:
    """Return the template; it is made once per process and choice."""
    document = Document()
    language = options.language
    _set_page(document, options, is_landscape)
    _set_styles(document, house_style, language)
    _set_header_and_footer(document, house_style)
    if options.title_page:
        _set_first_page(document, house_style)
    document.core_properties.title = TITLE_MARK
    document.core_properties.author = "Diptych"
    document.core_properties.comments = ""
    document.core_properties.language = language
    document.core_properties.created = document.core_properties.modified = EPOCH
    section: Any = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) // TWIPS
    height = (section.page_height - section.top_margin - section.bottom_margin) // TWIPS
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as package:
        parts = {name: package.read(name) for name in package.namelist() if name != "docProps/thumbnail.jpeg"}
    parts["_rels/.rels"] = _without_thumbnail(parts["_rels/.rels"])
    body = parts.pop("word/document.xml").decode()
    head, rest = body.split("<w:body>", 1)
    return WordTemplate(parts, f"{head}<w:body>", rest[rest.index("<w:sectPr") :], int(width), int(height))


def _set_page(document: Any, options: ExportOptions, is_landscape: bool) -> None:
    section = document.sections[0]
    width, height = PAPER[options.page_size]
    margin = MARGIN_MM + MARGIN_CHANGES_MM[options.margins]
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (height, width) if is_landscape else (width, height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(margin)
    section.header_distance = section.footer_distance = Mm(min(HEADER_MM, margin / 2 + 1))


def _set_styles(document: Any, house_style: HouseStyle, language: str) -> None:
    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), language)
    for style in styles.element.findall(qn("w:style")):
        for numbering in style.findall(f"{qn('w:pPr')}/{qn('w:numPr')}"):
            numbering.getparent().remove(numbering)
    _set_fonts(styles["Normal"], house_style)
    _set_defaults(styles)
    for level, size in enumerate(HEADING_SIZES, start=1):
        heading = styles[f"Heading {level}"]
        _set_fonts(heading, house_style)
        heading.font.size, heading.font.bold, heading.font.italic = Pt(size), True, False
        heading.font.color.rgb = RGBColor.from_string(house_style.accent)
    for name in ("Title", "Subtitle", "TOC Heading"):
        _set_fonts(styles[name], house_style)
        styles[name].font.color.rgb = RGBColor.from_string(house_style.accent)
    code = styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH)
    code.font.name, code.font.size = MONOSPACE, Pt(9)
    code.paragraph_format.space_after = Pt(8)
    code.element.get_or_add_pPr().append(_shading(house_style.band))
    styles.element.append(_table_style(house_style))
    for style in _small_styles():
        styles.element.append(style)
    _set_complex_sizes(styles)


def _set_defaults(styles: Any) -> None:
    """Say size and space of text in the document's defaults: said by Normal they would win over a table's style."""
    defaults = styles.element.find(qn("w:docDefaults"))
    next(defaults.iter(qn("w:sz"))).set(qn("w:val"), "22")
    next(defaults.iter(qn("w:spacing"))).set(qn("w:after"), "160")
    for found in [*styles["Normal"].element.iter(qn("w:sz"), qn("w:spacing"))]:
        found.getparent().remove(found)


def _set_fonts(style: Any, house_style: HouseStyle) -> None:
    """Give the style one font for Latin text; theme fonts, which would win over it, are taken away."""
    style.font.name = house_style.office_font
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if "Theme" in name and "eastAsia" not in name]:
        del fonts.attrib[name]


def _set_complex_sizes(styles: Any) -> None:
    """Give Arabic, Hebrew and Indian letters, which have a size of their own, the size of the others."""
    for size in styles.element.iter(qn("w:sz")):
        complex_size = size.getparent().find(qn("w:szCs"))
        if complex_size is None:
            complex_size = size.makeelement(qn("w:szCs"))
            size.addnext(complex_size)
        complex_size.set(qn("w:val"), size.get(qn("w:val")))


def _shading(colour: str) -> Any:
    return parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')


def _table_style(house_style: HouseStyle) -> Any:
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{house_style.rule}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="DiptychTable">'
        '<w:name w:val="Diptych Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
        '<w:pPr><w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
        f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
        f'<w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/><w:color w:val="{house_style.on_accent}"/></w:rPr>'
        f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{house_style.accent}"/></w:tcPr></w:tblStylePr>'
        f'<w:tblStylePr w:type="band2Horz"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{house_style.band}"/>'
        "</w:tcPr></w:tblStylePr></w:style>"
    )


def _small_styles() -> list[Any]:
    """Return the character and paragraph styles of links, footnotes and the table of contents."""
    bodies = (
        *(
            f'<w:style {{ns}} w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
            '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/><w:pPr>'
            f'<w:spacing w:after="60"/><w:ind w:left="{(level - 1) * 240}"/></w:pPr></w:style>'
            for level in range(1, CONTENTS_LEVELS + 1)
        ),
        '<w:style {ns} w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr>'
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/></w:rPr></w:style>',
        '<w:style {ns} w:type="character" w:customStyle="1" w:styleId="CodeText"><w:name w:val="Code Text"/>'
        f'<w:rPr><w:rFonts w:ascii="{MONOSPACE}" w:hAnsi="{MONOSPACE}" w:cs="{MONOSPACE}"/>'
        '<w:sz w:val="20"/></w:rPr></w:style>',
        '<w:style {ns} w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style {ns} w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/></w:pPr>'
        '<w:rPr><w:sz w:val="18"/></w:rPr></w:style>',
        '<w:style {ns} w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
    )
    return [parse_xml(body.format(ns=nsdecls("w"))) for body in bodies]


def _set_header_and_footer(document: Any, house_style: HouseStyle) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    if house_style.logo:
        header.add_run().add_picture(io.BytesIO(house_style.logo), height=LOGO_HEIGHT)
        header.add_run("   ")
    header.add_run(f"{house_style.header}   " * bool(house_style.header) + TITLE_MARK)
    footer = section.footer.paragraphs[0]
    footer.alignment = 1
    if house_style.footer:
        footer.add_run(f"{house_style.footer}   ")
    for instruction, shown in (("PAGE", "1"), (None, " / "), ("NUMPAGES", "1")):
        if instruction is None:
            footer.add_run(shown)
        else:
            field = f'<w:fldSimple {nsdecls("w")} w:instr="{instruction}"><w:r><w:t>{shown}</w:t></w:r></w:fldSimple>'
            footer._p.append(parse_xml(field))


def _set_first_page(document: Any, house_style: HouseStyle) -> None:
    """Leave the title page without header and footer; the logo stands large above."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    if house_style.logo:
        picture = section.first_page_header.paragraphs[0].add_run()
        picture.add_picture(io.BytesIO(house_style.logo), height=2 * LOGO_HEIGHT)


def _without_thumbnail(relationships: bytes) -> bytes:
    start = relationships.find(b"<Relationship ", relationships.find(b"metadata/thumbnail") - 200)
    while b"metadata/thumbnail" not in relationships[start : relationships.index(b">", start)]:
        start = relationships.index(b"<Relationship ", start + 1)
    return relationships[:start] + relationships[relationships.index(b">", start) + 1 :]

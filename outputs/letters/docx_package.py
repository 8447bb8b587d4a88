"""The parts of a DOCX file that hold no sentence: styles, settings, fonts, the ZIP. The same bytes for the same letter."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.package import OpcPackage
from docx.oxml import parse_xml

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{WORD}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w15"'
)

#: What every machine with Word has, and what stands in for it elsewhere.
SERIF, SERIF_ELSEWHERE = "Cambria", "Caladea,Liberation Serif"
#: Fonts for scripts from right to left, and what stands in for them. Urdu is read in Nastaliq.
NASTALIQ = ("Noto Nastaliq Urdu", "Jameel Noori Nastaleeq,Urdu Typesetting")
NASKH = ("Noto Naskh Arabic", "Arabic Typesetting,Times New Roman")
_NASTALIQ_LANGUAGES = {"ur", "ks", "pnb", "skr"}

_REGIONS = {
    "en": "en-GB",
    "de": "de-DE",
    "fr": "fr-FR",
    "it": "it-IT",
    "es": "es-ES",
    "pt": "pt-PT",
    "pt-br": "pt-BR",
    "nl": "nl-NL",
    "da": "da-DK",
    "el": "el-GR",
    "ur": "ur-PK",
    "ps": "ps-AF",
    "sd": "sd-Arab-PK",
    "fa": "fa-IR",
    "ar": "ar-SA",
}
#: Parts of the library's template that a letter has no use for; they make up nine tenths of it.
_SUPERFLUOUS = (
    "thumbnail",
    "stylesWithEffects",
    "customXml",
    "theme",
    "numbering",
    "webSettings",
    "extended-properties",
)
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)

_SETTINGS = f"""<w:settings {NAMESPACES}><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
</w:settings>"""

_CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>{notice}<dc:language>{language}</dc:language></cp:coreProperties>"""

_STYLES = """<w:styles {namespaces}>
<w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="{serif}" w:hAnsi="{serif}" w:eastAsia="{serif}" w:cs="{complex}"/><w:sz w:val="22"/>
<w:szCs w:val="{size}"/><w:lang w:val="{latin}" w:eastAsia="{latin}" w:bidi="{bidi}"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="140" w:line="{line}" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr>{direction}</w:pPr></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>
{paragraphs}
</w:styles>"""

_STYLE = """<w:style w:type="paragraph" w:customStyle="{custom}" w:styleId="{id}"><w:name w:val="{name}"/>
<w:basedOn w:val="{based}"/>{next}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"""
_BOLD = "<w:b/><w:bCs/>"
#: Style id, name, base, properties of the paragraph, properties of its runs. Lines of one style stand close together.
_PARAGRAPH_STYLES = (
    (
        "Heading1",
        "heading 1",
        "Normal",
        '<w:keepNext/><w:spacing w:before="120" w:after="200"/><w:outlineLvl w:val="0"/>',
        _BOLD,
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        '<w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="1"/>',
        _BOLD,
    ),
    ("LetterLine", "Letter Line", "Normal", '<w:keepLines/><w:spacing w:after="240"/><w:contextualSpacing/>', ""),
    ("LetterAddressee", "Letter Addressee", "LetterLine", "", ""),
    ("LetterClosing", "Letter Closing", "LetterLine", '<w:keepNext/><w:spacing w:before="240" w:after="240"/>', ""),
    ("LetterSignature", "Letter Signature", "LetterLine", '<w:spacing w:before="480" w:after="240"/>', ""),
    ("LetterMovers", "Letter Movers", "LetterLine", '<w:spacing w:before="240" w:after="240"/>', ""),
    ("LetterItem", "Letter Item", "Normal", '<w:ind w:left="454" w:hanging="454"/><w:contextualSpacing/>', ""),
    ("LetterSlogan", "Letter Slogan", "Normal", '<w:spacing w:before="240"/><w:jc w:val="center"/>', _BOLD),
)


def language_tag(language: str) -> str:
    """The tag by which word processors know a language.

    >>> language_tag("ur"), language_tag("ca")
    ('ur-PK', 'ca')
    """
    return _REGIONS.get(language, language)


def _complex_font(language: str) -> tuple[str, str]:
    return NASTALIQ if language in _NASTALIQ_LANGUAGES else NASKH


def _styles(language: str, direction: str) -> str:
    is_rtl = direction == "rtl"
    is_nastaliq = is_rtl and language in _NASTALIQ_LANGUAGES
    paragraphs = "".join(
        _STYLE.format(
            custom=int(style.startswith("Letter")),
            id=style,
            name=name,
            based=based,
            next='<w:next w:val="Normal"/>' if style.startswith("Heading") else "",
            paragraph=paragraph,
            run=run,
        )
        for style, name, based, paragraph, run in _PARAGRAPH_STYLES
    )
    return _STYLES.format(
        namespaces=NAMESPACES,
        serif=SERIF,
        complex=_complex_font(language)[0],
        size=26 if is_rtl else 22,
        # Nastaliq brings its own distance between lines.
        line=240 if is_nastaliq else 276,
        latin="en-GB" if is_rtl else language_tag(language),
        bidi=language_tag(language) if is_rtl else "ur-PK",
        direction="<w:bidi/>" if is_rtl else "",
        paragraphs=paragraphs,
    )


def _fonts(language: str) -> str:
    rows = [(SERIF, SERIF_ELSEWHERE, "roman"), (*_complex_font(language), "auto")]
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, others, family in rows
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {NAMESPACES}>{fonts}</w:fonts>'


@cache
def _template() -> bytes:
    """The library's empty document without the parts that no letter needs; made once, opened for every letter."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in _SUPERFLUOUS:
                del relations[key]
    document.part._settings_part._element = parse_xml(_SETTINGS)
    return _saved(document.part.package)


def package(document_xml: str, *, title: str, language: str, direction: str, notice: str = "") -> bytes:
    """A DOCX file with this `w:document`. Its properties name neither a person nor a day of its making."""
    document = Document(io.BytesIO(_template()))
    part = document.part
    part._element = parse_xml(document_xml)
    part._styles_part._element = parse_xml(_styles(language, direction))
    part.package._core_properties_part._element = parse_xml(
        _CORE.format(
            title=escape(title),
            notice=f"<dc:description>{escape(notice)}</dc:description>" if notice else "",
            language=language_tag(language),
        )
    )
    fonts = next(relation.target_part for relation in part.rels.values() if relation.reltype.endswith("/fontTable"))
    fonts._blob = _fonts(language).encode()
    return _with_fixed_times(_saved(part.package))


def _saved(package: OpcPackage) -> bytes:
    file = io.BytesIO()
    package.save(file)
    return file.getvalue()


def _with_fixed_times(content: bytes) -> bytes:
    """The same ZIP with its entries in a fixed order and without the time and the machine of its making."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
    ):
        for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            entry.external_attr = 0
            made.writestr(entry, given.read(name))
    return result.getvalue()

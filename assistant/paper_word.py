"""A paper as a Word file with real footnotes.

python-docx writes everything but footnotes; their part (ECMA-376, 17.11) is made here with the
parts and relations that python-docx offers.
"""

from io import BytesIO

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.paper import PAPER_WORDS, Footnote, Paper, footnote_words
from ingest.storable import storable
from language.script import Language

_BODY_FONT = {Language.ZH: "Microsoft JhengHei", Language.EN: "Calibri"}
_EAST_ASIAN_FONT = "Microsoft JhengHei"
_NOTE_TEXT = "footnote text"
_NOTE_MARK = "footnote reference"
_GREY = RGBColor(0x5A, 0x5A, 0x5A)

_SEPARATORS = (
    ("-1", "separator"),
    ("0", "continuationSeparator"),
)
"""What Word expects before the first footnote: the rule above the notes, and above their rest."""


def paper_word(paper: Paper) -> bytes:
    """The paper as a .docx."""
    words = PAPER_WORDS[paper.language]
    document = docx.Document()
    _set_styles(document, paper.language)
    document.core_properties.title = _clean(paper.title)
    document.core_properties.author = ""
    document.core_properties.language = "zh-TW" if paper.language is Language.ZH else "en"
    document.add_heading(_clean(paper.title), level=0)
    notes = _Footnotes(document, paper.language)
    for section in paper.sections:
        if section.heading:
            document.add_heading(_clean(section.heading), level=1)
        for note in section.notes:
            document.add_paragraph(_clean(note), style="Quote")
        for sentence in section.sentences:
            paragraph = document.add_paragraph(_clean(sentence.text))
            for place, footnote in enumerate(sentence.footnotes):
                notes.add(paragraph, footnote, follows=place > 0)
    if paper.unverified:
        document.add_heading(words.unverified, level=1)
        document.add_paragraph(words.unverified_more)
        for doubt in paper.unverified:
            document.add_paragraph(_clean(doubt.text), style="List Bullet")
            for reason in doubt.reasons:
                _grey(document.add_paragraph(style="List Bullet 2").add_run(_clean(reason)))
    _grey(document.add_paragraph().add_run(words.made.format(date=paper.date)))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


class _Footnotes:
    """The footnotes of one document, numbered from 1 as Word does."""

    def __init__(self, document: Document, language: Language) -> None:
        self._language = language
        self._root = OxmlElement("w:footnotes")
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"),
            CONTENT_TYPE.WML_FOOTNOTES,
            self._root,
            document.part.package,
        )
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        self._count = 0
        for id_, kind in _SEPARATORS:
            note = _child(self._root, "w:footnote", **{"w:type": kind, "w:id": id_})
            _child(_child(_child(note, "w:p"), "w:r"), f"w:{kind}")

    def add(self, paragraph: Paragraph, footnote: Footnote, *, follows: bool) -> None:
        """Put a mark at the paragraph's end, and the note at the foot of its page."""
        self._count += 1
        if follows:
            paragraph.add_run(",").font.superscript = True
        run = paragraph.add_run(style=_NOTE_MARK)
        _child(run._r, "w:footnoteReference", **{"w:id": str(self._count)})
        self._write(footnote)

    def _write(self, footnote: Footnote) -> None:
        note = _child(self._root, "w:footnote", **{"w:id": str(self._count)})
        paragraph = _child(note, "w:p")
        _child(_child(paragraph, "w:pPr"), "w:pStyle", **{"w:val": "FootnoteText"})
        mark = _child(paragraph, "w:r")
        _child(_child(mark, "w:rPr"), "w:rStyle", **{"w:val": "FootnoteReference"})
        _child(mark, "w:footnoteRef")
        _text_run(paragraph, " " + footnote_words(footnote, self._language))
        if footnote.url:
            to = self._part.relate_to(footnote.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            _text_run(_child(paragraph, "w:hyperlink", **{"r:id": to}), " " + footnote.url)


def _child(parent: BaseOxmlElement, tag: str, **attributes: str) -> BaseOxmlElement:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(name), value)
    parent.append(child)
    return child


def _text_run(parent: BaseOxmlElement, said: str) -> None:
    text = _child(_child(parent, "w:r"), "w:t", **{"xml:space": "preserve"})
    text.text = _clean(said)


def _set_styles(document: Document, language: Language) -> None:
    styles = document.styles
    for name in ("Normal", "Title", "Heading 1", "Quote", "List Bullet", "List Bullet 2"):
        _set_font(styles[name], language)
    styles["Normal"].font.size = Pt(11)
    styles["Normal"].paragraph_format.space_after = Pt(8)
    styles["Normal"].paragraph_format.line_spacing = 1.3
    text = styles.add_style(_NOTE_TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    text.base_style = styles["Normal"]
    text.font.size = Pt(9)
    text.paragraph_format.space_after = Pt(2)
    text.paragraph_format.line_spacing = 1.1
    mark = styles.add_style(_NOTE_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    mark.font.superscript = True


def _set_font(style: object, language: Language) -> None:
    style.font.name = _BODY_FONT[language]  # type: ignore[attr-defined]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()  # type: ignore[attr-defined]
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), _EAST_ASIAN_FONT)


def _grey(run: Run) -> None:
    run.font.color.rgb = _GREY
    run.font.size = Pt(9)


def _clean(text: str) -> str:
    """Without characters that XML cannot hold."""
    return "".join(char for char in storable(text) if char in "\t\n" or char >= " ")

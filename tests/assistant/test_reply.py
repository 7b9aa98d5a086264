"""A reply is checked sentence by sentence, and handed on with footnotes to its pages."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from lxml import etree
from markdown_it import MarkdownIt

from assistant.ask import Assistant
from assistant.paper import Footnote, Paper, Section, Sentence, footnote_words
from assistant.paper_markdown import paper_markdown
from assistant.paper_pdf import paper_pdf
from assistant.paper_word import paper_word
from assistant.replies import Replies, UnknownReply
from assistant.reply import Reply, paper_of_reply
from assistant.types import Claim, Verdict
from assistant.verify import Verifier
from ingest.database import open_database
from language.normalise import quote_key
from language.script import Language

ODD = "<script>alert(1)</script> [link](javascript:x) #set page() *bold* \x0b $x$"


@pytest.fixture(scope="module")
def verifier(small_assistant: Assistant) -> Verifier:
    return Verifier(embedder=small_assistant.index.embedder, lexicon=small_assistant.index.lexicon)


@pytest.fixture(scope="module")
def claims(small_assistant: Assistant) -> tuple[Claim, ...]:
    found = small_assistant.answer("How long does the Hungarian start-up visa last?").claims
    assert found
    return found


@pytest.fixture
def reply(claims: tuple[Claim, ...]) -> Reply:
    return Reply("Re: Hungary", Language.EN).with_claims(claims)


def test_the_same_claim_is_taken_once(reply: Reply, claims: tuple[Claim, ...]) -> None:
    assert reply.with_claims(claims) == reply


@pytest.mark.parametrize(
    ("edit", "verdict"),
    [
        pytest.param(lambda text: text, Verdict.SUPPORTED, id="as quoted"),
        pytest.param(
            lambda text: text.replace("twelve months", "24 months"),
            Verdict.CONTRADICTED,
            id="another figure",
        ),
        pytest.param(
            lambda text: "A founder may stay for 12 months with the Hungarian start-up visa.",
            Verdict.SUPPORTED,
            id="in other words",
        ),
    ],
)
def test_an_edited_sentence_is_checked_again(
    edit, verdict, reply: Reply, verifier: Verifier, small_assistant: Assistant
) -> None:
    text = edit(reply.items[0].claim.text)

    edited = reply.edited(0, text, checker=verifier, catalogue=small_assistant.catalogue)

    assert edited.items[0].claim.verdict is verdict
    assert bool(edited.items[0].reasons) is (verdict is not Verdict.SUPPORTED)


def test_an_edit_that_is_taken_back_is_supported_again(
    reply: Reply, verifier: Verifier, small_assistant: Assistant
) -> None:
    catalogue = small_assistant.catalogue
    wrong = reply.edited(0, "It lasts 99 years.", checker=verifier, catalogue=catalogue)

    assert wrong.items[0].claim.verdict is not Verdict.SUPPORTED
    text = reply.items[0].claim.text
    assert wrong.edited(0, text, checker=verifier, catalogue=catalogue) == reply


def test_a_sentence_whose_page_is_gone_is_not_supported(
    reply: Reply, verifier: Verifier, small_assistant: Assistant
) -> None:
    claim = reply.items[0].claim
    gone = replace(claim, quotes=tuple(replace(quote, version=999) for quote in claim.quotes))
    before = Reply(reply.title, reply.language).with_claims([gone])

    after = before.rechecked(checker=verifier, catalogue=small_assistant.catalogue)

    assert after.items[0].claim.verdict is Verdict.UNSUPPORTED


def test_an_empty_edit_takes_the_sentence_out(
    reply: Reply, verifier: Verifier, small_assistant: Assistant
) -> None:
    emptied = reply.edited(0, "  ", checker=verifier, catalogue=small_assistant.catalogue)

    assert emptied == reply.without(0)


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [
        pytest.param(2, 0, "CAB", id="up"),
        pytest.param(0, 9, "BCA", id="past the end"),
        pytest.param(1, -4, "BAC", id="past the beginning"),
    ],
)
def test_items_move(place: int, to: int, order: str) -> None:
    reply = Reply("", Language.EN).with_note("A").with_note("B").with_note("C")

    moved = reply.moved(place, to=to)

    assert "".join(item.claim.text for item in moved.items) == order


def test_unverified_sentences_stand_apart(
    reply: Reply, verifier: Verifier, small_assistant: Assistant
) -> None:
    catalogue = small_assistant.catalogue
    text = reply.items[0].claim.text.replace("twelve", "eleven")
    wrong = reply.edited(0, text, checker=verifier, catalogue=catalogue).with_note("Call me.")

    paper = paper_of_reply(wrong, catalogue=catalogue, date="2026-11-28")

    assert [doubt.text for doubt in paper.unverified] == [text]
    assert [section.notes for section in paper.sections] == [("Call me.",)]


def notes_in(file: bytes) -> list[str]:
    """The texts of the footnotes that marks in the body lead to, in the body's order."""
    part = docx.Document(BytesIO(file)).part
    root = etree.fromstring(part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES).blob)
    by_id = {
        note.get(qn("w:id")): "".join(text.text or "" for text in note.iter(qn("w:t")))
        for note in root.iter(qn("w:footnote"))
    }
    marks = part.element.iter(qn("w:footnoteReference"))
    return [by_id[mark.get(qn("w:id"))] for mark in marks]


def test_every_footnote_of_the_word_file_quotes_its_page(
    reply: Reply, small_assistant: Assistant
) -> None:
    catalogue = small_assistant.catalogue
    paper = paper_of_reply(reply, catalogue=catalogue, date="2026-11-28")

    notes = notes_in(paper_word(paper))

    quotes = [quote for item in reply.items for quote in item.claim.quotes]
    assert len(notes) == len(quotes) > 0
    for note, quote in zip(notes, quotes, strict=True):
        page = catalogue.page(quote.version, quote.page_index)
        said = note[note.index("“") + 1 : note.rindex("”")]
        assert page is not None
        assert quote_key(said) in quote_key(page.text)
        assert note.startswith(f" {quote.title}")


@pytest.fixture
def odd_paper() -> Paper:
    note = Footnote(ODD, ODD, "2024", "p. 1", ODD, "https://example.org/?a=1&b=%3C2%3E")
    return Paper(ODD, Language.ZH, "2026-11-28", (Section(ODD, (Sentence(ODD, (note,)),)),))


def test_odd_text_is_text_in_word(odd_paper: Paper) -> None:
    file = paper_word(odd_paper)

    assert ODD.replace("\x0b", "") in docx.Document(BytesIO(file)).paragraphs[0].text
    assert "<script>" in notes_in(file)[0]


def test_odd_text_is_text_in_markdown(odd_paper: Paper) -> None:
    tokens = MarkdownIt().parse(paper_markdown(odd_paper))

    inline = [child for token in tokens for child in token.children or ()]
    links = [child.attrs["href"] for child in inline if child.type == "link_open"]
    assert links == ["https://example.org/?a=1&b=%3C2%3E"]
    assert not any("html" in token.type for token in (*tokens, *inline))
    assert "*bold*" in inline[0].content


def test_odd_text_is_text_in_pdf() -> None:
    note = Footnote(ODD, None, None, None, ODD, None)
    paper = Paper("Re", Language.EN, "2026-11-28", (Section(None, (Sentence(ODD, (note,)),)),))

    with pdfium.PdfDocument(paper_pdf(paper)) as pdf:
        said = quote_key(pdf[0].get_textpage().get_text_range())

    assert said.count(quote_key("#set page() *bold*")) == 3
    assert quote_key("<script>alert(1)</script>") in said


def test_the_address_of_a_footnote_is_a_link_only_on_the_web(
    reply: Reply, small_assistant: Assistant
) -> None:
    paper = paper_of_reply(reply, catalogue=small_assistant.catalogue, date="2026-11-28")

    note = paper.sections[0].sentences[0].footnotes[0]

    assert note.url is None
    assert footnote_words(note, Language.EN).startswith(note.title)


@pytest.fixture
def replies(tmp_path: Path):
    engine = open_database(None, home=tmp_path)
    yield Replies(engine)
    engine.dispose()


def test_a_reply_comes_back_whole(replies: Replies, reply: Reply) -> None:
    id = replies.create(reply.title, reply.language, owner="me")
    replies.put(id, reply, owner="me")

    assert replies.get(id, owner="me") == reply
    assert [info.title for info in replies.list(owner="me")] == ["Re: Hungary"]


def test_a_reply_is_its_owners(replies: Replies) -> None:
    id = replies.create("Re", Language.EN, owner="me")

    assert not replies.list(owner="you")
    with pytest.raises(UnknownReply, match="start a new one"):
        replies.get(id, owner="you")
    with pytest.raises(UnknownReply):
        replies.put(id, Reply("", Language.EN), owner="you")
    replies.delete(id, owner="you")
    assert replies.get(id, owner="me").title == "Re"

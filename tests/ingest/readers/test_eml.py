"""Letters: who wrote what to whom, and what is attached."""

from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.readers.eml import attachments, parse_message, read_eml


def letter(tmp_path: Path, message: EmailMessage) -> Path:
    path = tmp_path / "a.eml"
    path.write_bytes(bytes(message))
    return path


def message(**headers: str) -> EmailMessage:
    made = EmailMessage()
    for name, value in headers.items():
        made[name] = value
    return made


def test_headers_are_metadata_and_the_plain_part_is_the_text(tmp_path: Path) -> None:
    made = message(
        Subject="補助說明",
        From="陳小姐 <chen@example.org>",
        To="b@example.org",
        Date="Mon, 06 May 2024 23:00:00 +0800",
    )
    made.set_content("您好：\n\n附件是說明。\n")
    made.add_alternative("<p>Another form.</p>", subtype="html")

    document = read_eml(letter(tmp_path, made))

    assert document.title == "補助說明"
    assert document.pages[0].text == "補助說明\n您好：\n附件是說明。"
    assert document.metadata == {
        "from": "陳小姐 <chen@example.org>",
        "issuer": "陳小姐 <chen@example.org>",
        "to": "b@example.org",
        "issued": "2024-05-06",
    }
    assert not document.paginated


def test_a_letter_in_html_only_is_read_as_a_page_is(tmp_path: Path) -> None:
    made = message(Subject="Rates", From="a@example.org")
    made.set_content(
        "<p>Please see:</p><table><tr><th>Year</th><th>Rate</th></tr>"
        "<tr><td>2023</td><td>5%</td></tr></table>",
        subtype="html",
    )

    page = read_eml(letter(tmp_path, made)).pages[0]

    assert page.text == "Rates\nPlease see:\nYear | Rate\n2023 | 5%"
    assert len(page.tables) == 1


@pytest.mark.parametrize("charset", ["big5", "gb18030", "utf-8"])
def test_the_text_is_in_whatever_encoding_it_says(tmp_path: Path, charset: str) -> None:
    made = message(Subject="x", From="a@example.org")
    made.set_content("臺灣的補助。", charset=charset)

    assert read_eml(letter(tmp_path, made)).pages[0].text.endswith("臺灣的補助。")


def test_lines_that_a_program_broke_are_put_together(tmp_path: Path) -> None:
    made = message(Subject="x", From="a@example.org")
    made.set_content("One sentence that goes \non here. \n \nAnother.\n-- \nA name\n")
    made.set_param("format", "flowed")

    assert (
        read_eml(letter(tmp_path, made)).pages[0].text
        == "x\nOne sentence that goes on here.\nAnother.\n--\nA name"
    )


def test_what_is_attached_has_its_name_and_content(tmp_path: Path) -> None:
    inner = message(Subject="Forwarded", From="c@example.org")
    inner.set_content("Inner text.")
    made = message(Subject="Outer", From="a@example.org")
    made.set_content("See the attachments.")
    made.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="表.pdf")
    made.add_attachment(inner)

    found = dict(attachments(parse_message(letter(tmp_path, made))))

    assert found["表.pdf"] == b"\x00\x01"
    assert b"Inner text." in found["Forwarded.eml"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"Just some text.\n", "it is not an e-mail", id="no headers"),
        pytest.param(b"From: a@example.org\n\n\n", "the e-mail holds no text", id="nothing in it"),
    ],
)
def test_what_is_no_letter_is_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.eml").write_bytes(content)

    with pytest.raises(Unreadable, match=reason):
        read_eml(tmp_path / "a.eml")


def test_what_stands_between_and_behind_attachments_is_read(tmp_path: Path) -> None:
    made = MIMEMultipart("mixed")
    made["Subject"] = "Order"
    attached = MIMEApplication(b"%PDF-1.7")
    attached.add_header("Content-Disposition", "inline", filename="order.pdf")
    for part in (MIMEText("Before."), attached, MIMEText("<p>After.</p>", "html")):
        made.attach(part)
    path = tmp_path / "a.eml"
    path.write_bytes(made.as_bytes())

    assert read_eml(path).pages[0].text == "Order\nBefore.\nAfter."
    assert [name for name, _ in attachments(parse_message(path))] == ["order.pdf"]


@pytest.mark.parametrize(
    ("plain", "rich", "text"),
    [
        pytest.param("Due in May.", "<p>Due in <b>May</b>.</p>", "Due in May.", id="the same"),
        pytest.param(
            "See HTML.", "<p>The fee is 500 and is due in May.</p>",
            "The fee is 500 and is due in May.", id="a stub",
        ),
        pytest.param(
            "Fee\n\nDue\n\n500\n\nMay",
            "<table><tr><th>Fee</th><th>Due</th></tr><tr><td>500</td><td>May</td></tr></table>",
            "Fee | Due\n500 | May", id="a table",
        ),
    ],
)  # fmt: skip
def test_of_two_forms_the_one_that_says_more_is_read(
    tmp_path: Path, plain: str, rich: str, text: str
) -> None:
    made = message(Subject="S")
    made.set_content(plain)
    made.add_alternative(rich, subtype="html")

    assert read_eml(letter(tmp_path, made)).pages[0].text == f"S\n{text}"


def test_a_part_with_a_file_s_name_is_attached_wherever_it_stands(tmp_path: Path) -> None:
    made = message(Subject="S")
    made.set_content("Text.")
    made.add_alternative("<p>Text.</p>", subtype="html")
    made.attach(MIMEText("BEGIN:VCALENDAR", "calendar"))
    for name in ("notes.txt", "plan.txt"):
        part = MIMEText("Said in a file.")
        part.add_header("Content-Disposition", "inline", filename=name)
        made.attach(part)
        if name == "notes.txt":
            made.make_mixed()

    path = letter(tmp_path, made)

    assert read_eml(path).pages[0].text == "S\nText."
    assert [name for name, _ in attachments(parse_message(path))] == ["notes.txt", "plan.txt"]


def test_a_form_that_is_no_text_is_not_taken(tmp_path: Path) -> None:
    made = message(Subject="S")
    made.set_content("Text.")
    made.add_alternative(b"\0\1\2\3" * 50, maintype="text", subtype="html")

    assert read_eml(letter(tmp_path, made)).pages[0].text == "S\nText."


def test_what_is_attached_without_a_name_gets_one(tmp_path: Path) -> None:
    made = message(Subject="S")
    made.set_content("Text.")
    made.add_attachment("Attached.", disposition="attachment")

    assert list(attachments(parse_message(letter(tmp_path, made)))) == [
        ("attachment 1.txt", b"Attached.\n")
    ]


def test_a_subject_that_does_not_say_its_encoding_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes("From: a@example.org\r\nSubject: 參展補助通知\r\n\r\nText.".encode("big5"))

    assert read_eml(path).title == "參展補助通知"


def test_what_a_letter_hides_is_flagged_and_not_shown(tmp_path: Path) -> None:
    made = message(Subject="S")
    made.set_content('<p>Shown.</p><p style="display:none">Not shown.</p>', subtype="html")

    page = read_eml(letter(tmp_path, made)).pages[0]

    assert [line.end for line in page.lines][-1] == len("S\nShown.")
    assert [page.text[flag.start : flag.end] for flag in page.flags] == ["Not shown."]

"""Archives and attachments: each member by its name, and nothing that an archive could do to us."""

import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from ingest.errors import Unreadable
from ingest.readers.unpack import Member, Other, _Budget, unpack


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def found(tmp_path: Path, content: bytes, suffix: str = ".zip") -> dict[str, bytes | str]:
    """What each member holds, or why it cannot be read."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    folder = tmp_path / "put"
    folder.mkdir()
    members = unpack(
        path,
        folder,
        suffix=suffix,
        is_read=lambda name: not name.endswith(".png"),
        is_hidden=lambda name: name.name.startswith("."),
    )
    got = dict(_contents(members))
    assert list(folder.iterdir()) == []
    assert {each.name for each in tmp_path.iterdir()} == {path.name, "put"}
    return got


def _contents(members: Iterator[Member | Other | Unreadable]) -> Iterator[tuple[str, bytes | str]]:
    for member in members:
        if isinstance(member, Member):
            yield member.name, member.path.read_bytes()
        elif isinstance(member, Other):
            yield member.name, "not read"
        else:
            yield member.source, member.reason


def test_members_are_named_by_their_place_in_archives_and_letters(tmp_path: Path) -> None:
    letter = EmailMessage()
    letter["Subject"] = "x"
    letter.set_content("Text.")
    letter.add_attachment(b"attached", maintype="text", subtype="plain", filename="note.txt")
    inner = zipped(("deep.txt", b"deep"))
    got = found(
        tmp_path,
        zipped(
            ("docs/a.txt", b"one"),
            ("b.png", b""),
            ("docs/.c.txt", b""),
            ("mail.eml", bytes(letter)),
            ("in.zip", inner),
        ),
    )

    assert got.pop("b.png") == "not read"
    assert list(got) == ["docs/a.txt", "mail.eml", "mail.eml/note.txt", "in.zip/deep.txt"]
    assert (got["docs/a.txt"], got["mail.eml/note.txt"]) == (b"one", b"attached")
    assert got["in.zip/deep.txt"] == b"deep"


@pytest.mark.parametrize(
    "name", ["../up.txt", "a/../../up.txt", "/root.txt", "C:\\up.txt", "..\\up.txt"]
)
def test_a_name_that_leads_out_is_refused_and_the_others_are_read(
    tmp_path: Path, name: str
) -> None:
    got = found(tmp_path, zipped((name, b"x"), ("ok.txt", b"fine")))

    assert got.pop("ok.txt") == b"fine"
    assert list(got.values()) == ["its name leads out of the archive"]


def test_a_file_made_to_fill_the_disk_is_not_unpacked(tmp_path: Path) -> None:
    got = found(tmp_path, zipped(("bomb.txt", b"0" * 20_000_000), ("ok.txt", b"fine")))

    assert str(got["bomb.txt"]).startswith("it unpacks to 200 times its size")
    assert got["ok.txt"] == b"fine"


def test_the_sum_of_what_is_unpacked_is_limited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Budget, "__init__", _small_budget)

    got = found(tmp_path, zipped(*((f"{n}.txt", b"x" * 400) for n in range(4))))

    assert [isinstance(content, bytes) for content in got.values()] == [True, True, False, False]


def _small_budget(self: object) -> None:
    self.members, self.bytes = 10, 1000  # type: ignore[attr-defined]


def test_archives_in_archives_end_somewhere(tmp_path: Path) -> None:
    content = zipped(("a.txt", b"at the bottom"))
    for _ in range(4):
        content = zipped(("in.zip", content))

    assert found(tmp_path, content) == {"in.zip/in.zip/in.zip": "it is packed more than 3 times"}


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    plain = bytearray(zipped(("a.txt", b"secret"), ("ok.txt", b"fine")))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        plain[plain.index(signature) + at] |= 1

    got = found(tmp_path, bytes(plain))

    assert got == {"a.txt": "it is protected by a password", "ok.txt": b"fine"}


def test_a_damaged_member_says_so(tmp_path: Path) -> None:
    content = zipped(("a.txt", b"some text " * 50), ("ok.txt", b"fine"))
    at = content.index(b"a.txt") + 7

    got = found(tmp_path, content[:at] + b"\xff\xff\xff" + content[at + 3 :])

    assert str(got["a.txt"]).startswith("it is damaged in its archive")
    assert got["ok.txt"] == b"fine"


def test_names_in_big5_are_read(tmp_path: Path) -> None:
    content = zipped(("AAAA.txt", b"x")).replace(b"AAAA", "說明".encode("cp950"))

    assert list(found(tmp_path, content)) == ["說明.txt"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(zipped(("a.txt", b"x"))[:40], "damaged or cut off", id="cut off"),
        pytest.param(zipped(), "holds no file of a format", id="empty"),
        pytest.param(zipped(("a.png", b"x")), "holds no file of a format", id="pictures only"),
    ],
)
def test_an_archive_without_documents_says_why(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        found(tmp_path, content)

"""Files from a browser: names and sizes that nobody checked."""

import pytest

from ingest.build import ingest, remove
from ingest.errors import UploadRefused
from ingest.index import Index
from ingest.outcome import State
from ingest.uploads import MOST_BYTES, forget_upload, keep_upload, upload_name

TEXT = b"Taipei has 1,204 tea houses that take digital payment."


@pytest.mark.parametrize(
    ("given", "name"),
    [
        pytest.param("report.pdf", "report.pdf", id="plain"),
        pytest.param("泰國 停車.PDF", "泰國 停車.PDF", id="Chinese"),
        pytest.param("../../etc/report.pdf", "report.pdf", id="path"),
        pytest.param("C:\\fakepath\\report.pdf", "report.pdf", id="path of Windows"),
        pytest.param(".hidden.md", "hidden.md", id="hidden"),
        pytest.param("a\x00b\nc.md", "a b c.md", id="controls"),
        pytest.param("evil\u202efdp.md", "evil fdp.md", id="turned around"),
        pytest.param("half\ud800.md", "half.md", id="half a surrogate"),
        pytest.param("<b>:x|?*.md", "b x.md", id="marks"),
        pytest.param("x" * 400 + ".md", "x" * 197 + ".md", id="too long"),
        pytest.param("港" * 200 + ".md", "港" * 65 + ".md", id="too long in bytes"),
    ],
)
def test_a_name_is_made_safe(given: str, name: str) -> None:
    assert upload_name(given) == name


@pytest.mark.parametrize("given", ["x.exe", "x.meta.yaml", "pdf", "", "..", "x.md/", "a.md/.."])
def test_what_is_no_document_is_refused(given: str) -> None:
    with pytest.raises(UploadRefused, match="save it as one of"):
        upload_name(given)


def test_an_upload_is_kept_in_the_home_and_replaces_the_one_before(index: Index) -> None:
    first = keep_upload("../tea.md", TEXT, index=index)
    assert first.parent == (index.home / "uploads").resolve()
    assert [line.state for line in ingest([first], index=index)] == [State.ADDED]

    again = keep_upload("tea.md", TEXT + b" Or more.", index=index)
    assert again == first
    assert [line.state for line in ingest([again], index=index)] == [State.UPDATED]
    assert [file.name for file in first.parent.iterdir()] == ["tea.md"]


def test_a_document_from_elsewhere_is_not_replaced(index: Index) -> None:
    elsewhere = index.home.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "tea.md").write_bytes(TEXT)
    ingest([elsewhere], index=index)

    with pytest.raises(UploadRefused, match="came from elsewhere"):
        keep_upload("tea.md", b"Something else.", index=index)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b"x" * (MOST_BYTES + 1), "larger than 50 MB", id="too large"),
    ],
)
def test_sizes_are_held(index: Index, content: bytes, reason: str) -> None:
    with pytest.raises(UploadRefused, match=reason):
        keep_upload("tea.md", content, index=index)
    assert not (index.home / "uploads").exists()


def test_a_removed_upload_s_file_goes_and_no_other(index: Index) -> None:
    file = keep_upload("tea.md", TEXT, index=index)
    other = index.home / "other.md"
    other.write_bytes(TEXT)
    ingest([file], index=index)
    remove("tea.md", index=index)

    forget_upload("../other.md", index=index)
    forget_upload("tea.md", index=index)

    assert other.exists()
    assert not file.exists()

"""Untrusted text is shown, never interpreted."""

import html

import pytest

from ui.escape import message, text, web_address


@pytest.mark.parametrize(
    "said",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param('" onmouseover="alert(1)', id="attribute"),
        pytest.param("' onfocus='alert(1)", id="attribute in single quotes"),
        pytest.param("&lt;b&gt; &amp; &#60;", id="entities are shown as typed"),
        pytest.param("a < b > c & d", id="comparison"),
        pytest.param("$x^2$ :red[r] :smile: **b** `c` [l](u)", id="markdown"),
        pytest.param("第 26 頁（PDF 第 1 頁）", id="Chinese"),
        pytest.param("two\nlines\tand a tab", id="white space"),
    ],
)
def test_text_shows_exactly_its_characters(said: str) -> None:
    shown = text(said)

    assert not set('<>"') & set(shown)
    assert "'" not in shown
    assert html.unescape(shown) == said


def test_characters_that_turn_the_text_around_are_left_out() -> None:
    assert text("invoice\u202efdp.exe\u2066\x00\x1b") == "invoicefdp.exe"


def test_a_message_shows_its_commands() -> None:
    assert message("run `advisor ingest <b>`") == "run <code>advisor ingest &lt;b&gt;</code>"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        pytest.param("https://example.org/a?b=1#c", True, id="https"),
        pytest.param("http://example.org", True, id="http"),
        pytest.param("HTTPS://example.org", True, id="upper case"),
        pytest.param("javascript:alert(1)", False, id="script"),
        pytest.param("data:text/html,x", False, id="data"),
        pytest.param("file:///etc/passwd", False, id="file"),
        pytest.param("//example.org", False, id="no scheme"),
        pytest.param("example.org", False, id="no address"),
        pytest.param("https://", False, id="no host"),
        pytest.param("http://[broken", False, id="malformed"),
        pytest.param("", False, id="empty"),
        pytest.param(None, False, id="none"),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: bool) -> None:
    assert web_address(url) == (url if shown else None)

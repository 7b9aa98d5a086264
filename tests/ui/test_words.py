"""Both languages of the screen say the same things."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict

import pytest

from ui.ask_words import ASK_WORDS, AskWords
from ui.page_words import PAGE_WORDS, PageWords
from ui.words import CHINESE, ENGLISH, SCREEN_NAMES, WORDS, Screen, Words

_HAN = re.compile(r"[\u4e00-\u9fff]")


def texts(words: Words | PageWords | AskWords) -> dict[str, str]:
    """Every text by its path, such as `verdicts.partly`."""
    return dict(_walk(asdict(words), ""))


def _walk(value: object, path: str) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            yield path, value
        case Mapping():
            for key, part in value.items():
                yield from _walk(part, f"{path}.{key}")
        case tuple():
            for number, part in enumerate(value):
                yield from _walk(part, f"{path}.{number}")
        case _:
            raise TypeError(f"{path} is neither a text nor texts: {value!r}")


BOTH = pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param(texts(CHINESE), texts(ENGLISH), id="chat"),
        pytest.param(
            texts(PAGE_WORDS[Screen.ZH_HANT]), texts(PAGE_WORDS[Screen.EN]), id="other pages"
        ),
        pytest.param(
            texts(ASK_WORDS[Screen.ZH_HANT]), texts(ASK_WORDS[Screen.EN]), id="around an answer"
        ),
    ],
)


@BOTH
def test_both_languages_have_the_same_keys(zh: dict[str, str], en: dict[str, str]) -> None:
    assert zh.keys() == en.keys()


def test_every_screen_has_words() -> None:
    assert set(WORDS) == set(PAGE_WORDS) == set(ASK_WORDS) == set(SCREEN_NAMES) == set(Screen)


@BOTH
def test_both_languages_fill_in_the_same_names(zh: dict[str, str], en: dict[str, str]) -> None:
    for path, chinese in zh.items():
        names = re.findall(r"{(\w*)}", chinese)
        assert sorted(names) == sorted(re.findall(r"{(\w*)}", en[path])), path


CHAT = pytest.mark.parametrize(
    ("zh", "en"),
    [
        pytest.param(texts(CHINESE), texts(ENGLISH), id="chat"),
        pytest.param(
            texts(ASK_WORDS[Screen.ZH_HANT]), texts(ASK_WORDS[Screen.EN]), id="around an answer"
        ),
    ],
)


@CHAT
def test_no_text_is_empty_or_in_the_other_language(zh: dict[str, str], en: dict[str, str]) -> None:
    for path, chinese in zh.items():
        assert _HAN.search(chinese), path
    for path, english in en.items():
        assert english.strip(), path
        assert not _HAN.search(english), path


@CHAT
def test_chinese_has_full_width_punctuation(zh: dict[str, str], en: dict[str, str]) -> None:
    for path, chinese in zh.items():
        assert not re.search(r"[\u4e00-\u9fff] ?[,;:?!()]|[,;:?!()] ?[\u4e00-\u9fff]", chinese), (
            path
        )


def test_there_are_four_examples_in_each_language() -> None:
    assert len(set(ENGLISH.examples)) == len(set(CHINESE.examples)) == 4


@pytest.mark.parametrize(
    ("locale", "screen"),
    [
        pytest.param("zh-TW", Screen.ZH_HANT, id="Taiwan"),
        pytest.param("zh-Hant-HK", Screen.ZH_HANT, id="with script"),
        pytest.param("ZH", Screen.ZH_HANT, id="upper case"),
        pytest.param("zh-CN", Screen.ZH_HANT, id="nearer than English"),
        pytest.param("en-GB", Screen.EN, id="English"),
        pytest.param("de", Screen.EN, id="another language"),
        pytest.param("", Screen.EN, id="empty"),
        pytest.param(None, Screen.EN, id="not told"),
    ],
)
def test_the_screen_follows_the_browser(locale: str | None, screen: Screen) -> None:
    assert Screen.of_locale(locale) is screen

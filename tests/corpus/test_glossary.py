import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
import yaml

from corpus.facts import Fact, facts_folder, load_facts
from language.lexicon import Name, read_glossary
from language.normalise import match_key
from language.script import is_han, to_traditional
from language.tokens import phrase_key, words

GLOSSARY = Path(__file__).parents[2] / "corpus" / "glossary.yaml"

GENERAL_USE = "general use"
"""The source of a pair that everyone in trade promotion knows and that no fact spells out."""

VARIANTS = str.maketrans("台群峰里核", "臺羣峯裏覈")
"""Characters that are Traditional as Taiwan prints them, and that OpenCC writes another way."""


@pytest.fixture(scope="module")
def text() -> str:
    return GLOSSARY.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def names(text: str) -> tuple[Name, ...]:
    return read_glossary(text)


@pytest.fixture(scope="module")
def facts() -> Mapping[str, Fact]:
    if not facts_folder().is_dir():
        pytest.skip("needs the shared facts: set ADVISOR_SHARED to their folder")
    return load_facts(facts_folder())


def zh_key(form: str) -> str:
    return match_key(form).replace(" ", "")


def shared_forms(forms: Iterable[Iterable[str]], key: Callable[[str], str]) -> list[str]:
    """Forms that have a key which an earlier form, of any entry, has too."""
    seen: set[str] = set()
    shared: list[str] = []
    for entry in forms:
        for form in entry:
            if key(form) in seen:
                shared.append(form)
            seen.add(key(form))
    return shared


def lost_in_search(forms: Iterable[str]) -> list[str]:
    """English forms of which stop words leave nothing, or one word of several."""
    return [
        form
        for form in forms
        if not phrase_key(form) or (len(phrase_key(form).split()) == 1 and len(words(form)) > 1)
    ]


def not_traditional(forms: Iterable[str]) -> list[str]:
    return [
        form
        for form in forms
        if to_traditional(form).translate(VARIANTS) != form.translate(VARIANTS)
    ]


def stands_in(forms: Iterable[str], fact_text: str) -> bool:
    """Whether any form stands in a text: in whatever script or inflection, but as whole words."""
    chinese, english = zh_key(fact_text), f" {phrase_key(fact_text)} "
    return any(
        zh_key(form) in chinese if any(map(is_han, form)) else f" {phrase_key(form)} " in english
        for form in forms
    )


def test_it_has_the_names_of_the_starter_corpus(names: tuple[Name, ...]) -> None:
    assert len(names) >= 350


def test_every_entry_is_one_line_below_a_heading(text: str) -> None:
    lines = [line for line in text.splitlines() if line]

    assert [line for line in lines if not re.fullmatch(r"# .+|- \{zh: .+\}", line)] == []


def test_no_chinese_form_stands_twice(names: tuple[Name, ...]) -> None:
    assert shared_forms((name.zh for name in names), zh_key) == []


def test_no_english_form_stands_twice(names: tuple[Name, ...]) -> None:
    assert shared_forms((name.en for name in names), phrase_key) == []


def test_english_forms_survive_the_way_search_reads_them(names: tuple[Name, ...]) -> None:
    assert lost_in_search(form for name in names for form in name.en) == []


def test_chinese_forms_are_traditional(names: tuple[Name, ...]) -> None:
    assert not_traditional(form for name in names for form in name.zh) == []


def test_every_source_is_a_fact_with_the_pair(text: str, facts: Mapping[str, Fact]) -> None:
    wrong: list[str] = []
    for entry in yaml.safe_load(text):
        if entry["source"] == GENERAL_USE:
            continue
        fact = facts.get(entry["source"])
        english = [entry["en"], *entry.get("also_en", ())]
        english += filter(None, [entry.get("abbreviation")])
        if (
            fact is None
            or not stands_in([entry["zh"]], fact.fact_zh)
            or not stands_in(english, fact.fact_en)
        ):
            wrong.append(f"{entry['zh']}: {entry['source']}")

    assert wrong == []


@pytest.mark.parametrize(
    ("check", "forms", "found"),
    [
        pytest.param(
            lambda forms: shared_forms([forms], zh_key), ["臺商", "台商"], ["台商"], id="臺 and 台"
        ),
        pytest.param(
            lambda forms: shared_forms([forms], phrase_key),
            ["Smart city", "smart cities"],
            ["smart cities"],
            id="singular and plural",
        ),
        pytest.param(
            lost_in_search,
            ["its", "R&D", "start-up", "the Commission", "loan"],
            ["its", "the Commission"],
            id="lost to stop words",
        ),
        pytest.param(
            not_traditional, ["网络安全", "網路安全", "台積電"], ["网络安全"], id="script"
        ),
    ],
)
def test_the_checks_find_what_they_are_for(
    check: Callable[[list[str]], list[str]], forms: list[str], found: list[str]
) -> None:
    assert check(forms) == found


@pytest.mark.parametrize(
    ("form", "fact_text", "stands"),
    [
        pytest.param("歐銀", "歐洲復興開發銀行（EBRD，簡稱歐銀）", True, id="Chinese"),
        pytest.param("臺商", "海外台商", True, id="other spelling"),
        pytest.param("country of operation", "37 countries of operation", True, id="plural"),
        pytest.param("BOI", "the boil", False, id="part of a word"),
        pytest.param("亞銀", "亞洲開發銀行", False, id="another name"),
    ],
)
def test_a_form_stands_in_a_text_as_whole_words(form: str, fact_text: str, stands: bool) -> None:
    assert stands_in([form], fact_text) is stands

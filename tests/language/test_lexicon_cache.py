"""The dictionary's tables are made once and read from the cache after that."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from language import lexicon
from language.lexicon import Lexicon, Name, load_cedict

SMALL = gzip.compress(
    "\n".join(
        [
            "基金 基金 [ji1 jin1] /fund/endowment fund/",
            "停車 停车 [ting2 che1] /to park (a car)/parking/",
            "無用 无用 [wu2 yong4] /of no use/",
            "用處 用处 [yong4 chu5] /use/",
            "泰國 泰国 [Tai4 guo2] /Thailand/",
            "銀行 银行 [yin2 hang2] /bank/",
        ]
    ).encode()
)


@pytest.fixture(autouse=True)
def small_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "packed_cedict", lambda: SMALL)


def _chinese(found: Lexicon, text: str) -> dict[str, float]:
    return {
        translation.text: translation.weight
        for unit in found.to_chinese(text)
        for translation in unit.translations
    }


@pytest.mark.parametrize("text", ["fund", "parking", "use", "Thailand bank", "unknown"])
def test_kept_tables_say_what_fresh_ones_say(tmp_path: Path, text: str) -> None:
    fresh, _first, kept = load_cedict(), load_cedict(tmp_path), load_cedict(tmp_path)

    assert kept == fresh
    _chinese(_first, text)
    assert _chinese(kept, text) == _chinese(fresh, text)


def test_what_is_kept_is_not_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _chinese(load_cedict(tmp_path), "fund")

    monkeypatch.delattr(lexicon, "read_cedict")
    monkeypatch.delattr(lexicon, "turned_round")

    assert _chinese(load_cedict(tmp_path), "parking") == {"停车": pytest.approx(1.0)}


def test_the_english_side_is_read_only_when_english_is_asked(tmp_path: Path) -> None:
    found = load_cedict(tmp_path)
    found.segment("泰国基金")
    found.to_english("基金")

    assert len(list(tmp_path.iterdir())) == 1
    found.to_chinese("fund")
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("change", ["dictionary", "version"])
def test_another_dictionary_or_version_has_files_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    load_cedict(tmp_path)

    if change == "dictionary":
        other = gzip.compress("基金 基金 [ji1 jin1] /foundation/".encode())
        monkeypatch.setattr(lexicon, "packed_cedict", lambda: other)
        assert load_cedict(tmp_path).glosses_of("基金") == ("foundation",)
    else:
        monkeypatch.setattr(lexicon, "_VERSION", lexicon._VERSION + 1)
        load_cedict(tmp_path)

    assert len(list(tmp_path.iterdir())) == 2


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    load_cedict(tmp_path)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes().replace(b"fund", b"bond"))

    assert load_cedict(tmp_path).glosses_of("基金") == ("fund", "endowment fund")


def test_names_go_before_the_dictionary_and_leave_it_as_it_is(tmp_path: Path) -> None:
    plain = load_cedict(tmp_path)
    named = plain.with_names([Name(("開發銀行",), ("bank",))])

    assert _chinese(plain, "bank") == {"银行": pytest.approx(1.0)}
    assert list(_chinese(named, "bank")) == ["开发银行", "银行"]


def test_what_stop_words_took_from_a_gloss_counts(tmp_path: Path) -> None:
    found = _chinese(load_cedict(tmp_path), "use")

    assert found["用处"] > found["无用"]


def test_tables_change_only_together_with_their_version() -> None:
    # When this fails because the tables are made in another way, raise `_VERSION` in the same
    # change: kept tables of the old way would be read on.
    found = load_cedict()
    found.to_chinese("fund")
    tables = [found.glosses, sorted(found.proper), found.costs, found.plain, found._chinese]

    made = sha256(json.dumps(tables, sort_keys=True).encode()).hexdigest()

    assert (lexicon._VERSION, made[:16]) == (2, "fefb9b1129b6f245")

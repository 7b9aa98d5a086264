from pathlib import Path

import pytest
import tantivy

from ingest.keywords import Keywords, Term, Wanted
from ingest.types import Chunk
from language.script import Language


def _chunk(id_: int, text: str, language: Language = Language.EN, title: str = "") -> Chunk:
    return Chunk(id_, 1, "a.md", "a.md", title, 0, None, 0, len(text), text, language)


@pytest.fixture
def keywords(tmp_path: Path) -> Keywords:
    keywords = Keywords(tmp_path)
    keywords.add(
        [
            _chunk(1, "A fund for cities."),
            _chunk(2, "Parking in a city.", title="Fund"),
            _chunk(3, "歐銀的基金", Language.ZH),
        ]
    )
    return keywords


def _search(
    keywords: Keywords, *tokens: str, language: Language = Language.EN, head_weight: float = 0.5
) -> list[int]:
    wanted = [Wanted((Term(tokens),))]
    hits = keywords.search(wanted, language=language, limit=9, head_weight=head_weight)
    return [hit.chunk for hit in hits]


def test_tokens_of_a_term_stand_together(keywords: Keywords) -> None:
    assert _search(keywords, "park", "citi") == [2]
    assert _search(keywords, "park", "fund") == []


def test_titles_are_searched_by_their_weight(keywords: Keywords) -> None:
    assert _search(keywords, "fund", head_weight=0.01) == [1, 2]
    assert _search(keywords, "fund", head_weight=50.0) == [2, 1]


def test_either_script_finds_chunks_of_its_language_only(keywords: Keywords) -> None:
    assert _search(keywords, "欧银", language=Language.ZH) == [3]
    assert _search(keywords, "欧银", language=Language.EN) == []


def test_nothing_wanted_finds_nothing(keywords: Keywords) -> None:
    assert keywords.search([], language=Language.EN, limit=9, head_weight=1.0) == []


def test_removed_chunks_are_found_no_more(keywords: Keywords) -> None:
    keywords.remove([1])

    assert _search(keywords, "fund") == [2]
    assert keywords.count() == 2


def test_what_was_added_outlives_the_process(keywords: Keywords, tmp_path: Path) -> None:
    again = Keywords(tmp_path)

    assert again.count() == 3
    assert again.document_frequency("citi", language=Language.EN) == 2


def test_names_are_found_by_their_sound_in_chunks_of_the_language_asked(tmp_path: Path) -> None:
    keywords = Keywords(tmp_path)
    keywords.add([_chunk(1, "諾曼的基金", Language.ZH), _chunk(2, "Norman left.")])
    wanted = [Wanted((Term(("NMN",), sound=True),))]

    def found(language: Language) -> list[int]:
        hits = keywords.search(wanted, language=language, limit=9, head_weight=1.0)
        return [hit.chunk for hit in hits]

    assert found(Language.ZH) == [1]
    assert found(Language.EN) == [2]


def test_a_rare_translation_counts_no_more_than_a_common_one(tmp_path: Path) -> None:
    keywords = Keywords(tmp_path)
    keywords.add([_chunk(n, "A bank here.") for n in range(1, 9)] + [_chunk(9, "A levee here.")])
    wanted = [Wanted((Term(("bank",)), Term(("leve",), weight=0.7)))]

    hits = keywords.search(wanted, language=Language.EN, limit=9, head_weight=1.0)

    assert hits[-1].chunk == 9


def test_an_index_with_other_fields_is_begun_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    schema = tantivy.SchemaBuilder().add_text_field("old").build()
    tantivy.Index(schema, path=str(tmp_path))

    keywords = Keywords(tmp_path)
    keywords.add([_chunk(1, "A fund.")])

    assert _search(keywords, "fund") == [1]
    assert "ingest again" in caplog.text

import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest.embed import MiniLM
from ingest.errors import ModelFilesMissing
from ingest.minilm import model_folder

ENGLISH = "How do we access the EBRD technical cooperation fund?"
CHINESE = "我們做智慧停車,想進泰國,有哪些資源?"


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="module")
def minilm(cache: Path) -> MiniLM:
    return MiniLM(cache)


def _varied_texts(count: int) -> list[str]:
    choice = random.Random(7)
    words = ["market", "entry", "fund", "Kosovo", "臺灣", "智慧城市", "2026", "parking,", "office"]
    return [" ".join(choice.choices(words, k=choice.randint(1, 160))) for _ in range(count)]


# Computed once with PyTorch 2.13.0 and transformers 5.23.0 from the same weights: mean of the last
# hidden states, then unit length.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            ENGLISH,
            [-0.019889, -0.02226, -0.050709, -0.023495, 0.022086, 0.080212, 0.027587, 0.018944],
            id="English",
        ),
        pytest.param(
            CHINESE,
            [0.014951, 0.042832, -0.017194, 0.015679, -0.020697, 0.02328, 0.076352, 0.006419],
            id="Chinese",
        ),
    ],
)
def test_vectors_are_those_of_the_published_model(
    minilm: MiniLM, text: str, expected: list[float]
) -> None:
    np.testing.assert_allclose(minilm.embed([text])[0, :8], expected, rtol=0, atol=3e-6)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="English"),
        pytest.param(CHINESE, id="Chinese"),
        pytest.param("", id="empty"),
        pytest.param("臺灣 tender " * 2000, id="beyond the token limit"),
        pytest.param("half of a pair: \ud83d", id="lone surrogate"),
        pytest.param("\x00\x01\u200b\ufeff", id="nothing printable"),
    ],
)
def test_any_text_gets_a_vector_of_unit_length(minilm: MiniLM, text: str) -> None:
    vectors = minilm.embed([text])

    assert vectors.shape == (1, minilm.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)


def test_a_question_is_embedded_as_a_text_is(minilm: MiniLM) -> None:
    assert minilm.embed_question(ENGLISH) @ minilm.embed([ENGLISH])[0] >= 0.999999


def test_no_texts_give_no_vectors(minilm: MiniLM) -> None:
    assert minilm.embed([]).shape == (0, 384)


def test_order_is_kept_and_neighbours_do_not_matter(minilm: MiniLM) -> None:
    texts = _varied_texts(60)

    together = minilm.embed(texts)
    alone = np.concatenate([minilm.embed([text]) for text in texts])

    assert np.sum(together * alone, axis=1).min() >= 0.999999


def test_order_is_kept_past_the_number_tokenised_at_once(
    minilm: MiniLM, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = _varied_texts(11)
    expected = minilm.embed(texts)
    monkeypatch.setattr("ingest.embed._TEXTS_AT_ONCE", 4)

    assert np.sum(minilm.embed(texts) * expected, axis=1).min() >= 0.999999


def test_a_text_is_read_up_to_256_tokens(minilm: MiniLM) -> None:
    inside, cut, shorter = minilm.embed(
        ["fund " * 253 + "Kosovo", "fund " * 253 + "Kosovo parking", "fund " * 253]
    )

    assert inside @ cut >= 0.999999
    assert inside @ shorter < 0.9999


def test_a_part_has_a_vector_of_its_own_beside_the_whole(minilm: MiniLM) -> None:
    parts = ["The fund pays consultants.", "Bananas are yellow."]

    other, both = minilm.embed_parts([["Another text."], parts])

    assert both.whole == pytest.approx(minilm.embed([" ".join(parts)])[0], abs=1e-5)
    assert other.parts[0] @ other.whole > 0.9
    assert np.linalg.norm(both.parts, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    of_fund, of_fruit = both.parts @ minilm.embed(["Which fruit is yellow?"])[0]
    assert of_fruit > of_fund + 0.2


def test_a_part_beyond_the_token_limit_has_the_vector_of_the_whole(minilm: MiniLM) -> None:
    (made,) = minilm.embed_parts([["word " * 300, "The end."]])

    assert made.parts[1] == pytest.approx(made.whole, abs=1e-5)


def test_a_paraphrase_is_nearer_than_an_unrelated_sentence(minilm: MiniLM) -> None:
    sentence, paraphrase, unrelated = minilm.embed(
        [
            "Foreign firms must register a local company before they bid.",
            "To take part in a tender, a company from abroad needs a local entity.",
            "The aquarium feeds its penguins at noon.",
        ]
    )

    assert sentence @ paraphrase > sentence @ unrelated + 0.3


def test_the_graph_is_built_once(minilm: MiniLM, cache: Path, tmp_path: Path) -> None:
    expected = minilm.embed([ENGLISH])
    [graph] = cache.iterdir()
    built = graph.stat().st_mtime_ns
    shutil.copy(model_folder() / "tokenizer.json", tmp_path)

    # Its folder holds no weights: only a graph that stands already can answer.
    again = MiniLM(cache, model=tmp_path).embed([ENGLISH])

    np.testing.assert_array_equal(again, expected)
    assert graph.stat().st_mtime_ns == built


def test_threads_share_one_model(cache: Path) -> None:
    shared = MiniLM(cache)
    texts = _varied_texts(12)

    with ThreadPoolExecutor(max_workers=4) as pool:
        results = list(pool.map(lambda text: shared.embed([text])[0], texts))

    assert np.sum(np.array(results) * shared.embed(texts), axis=1).min() >= 0.999999


@pytest.mark.parametrize(
    ("altered", "kept"),
    [
        pytest.param("model.safetensors", "tokenizer.json", id="weights"),
        pytest.param("tokenizer.json", "model.safetensors", id="tokenizer"),
    ],
)
def test_altered_files_are_refused(tmp_path: Path, altered: str, kept: str) -> None:
    (tmp_path / kept).symlink_to(model_folder() / kept)
    content = bytearray((model_folder() / altered).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / altered).write_bytes(content)

    with pytest.raises(ModelFilesMissing, match="not the published model file"):
        MiniLM(tmp_path / "cache", model=tmp_path).embed(["a"])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: b"", id="empty"),
        pytest.param(lambda content: content[: len(content) // 2], id="cut short"),
    ],
)
def test_a_damaged_graph_is_named_with_its_cure(
    minilm: MiniLM, cache: Path, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    minilm.embed(["a"])
    [graph] = cache.iterdir()
    damaged = tmp_path / graph.name
    damaged.write_bytes(damage(graph.read_bytes()))

    with pytest.raises(ModelFilesMissing, match="is damaged: delete it"):
        MiniLM(tmp_path).embed(["a"])


def test_a_cache_that_cannot_be_written_is_named_with_its_cure(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file stands where the folder should be")

    with pytest.raises(ModelFilesMissing, match="make that folder writable"):
        MiniLM(tmp_path / "cache").embed(["a"])

"""Made claims are what their kind says, and the verifier tells the false ones from the true."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from assistant.opening import load_lexicon
from assistant.types import Verdict
from assistant.verify import Verifier
from benchmarks.mutations import FALSE, SAME, mutants
from ingest.embed import WordVectors

SENTENCES = [
    "越南在 2024 年編列 12 億美元補助 35 家廠商，高於泰國的 8 億美元，廠商必須在 30 天內申請。",
    "波蘭的園區（華沙以南 40 公里）已經在 2023 年啟用，租金比 2022 年上升 15%，並可以續約。",
    "In 2024 Vietnam set aside US$1.2 billion for 35 firms, more than Thailand, and firms must "
    "apply within 30 days.",
    "The park south of Warsaw has been open since 2023, rents rose by 15 percent, and a lease may "
    "be renewed for 3 years.",
]
NAMES = ["越南", "泰國", "波蘭", "匈牙利", "Vietnam", "Hungary", "Lithuania", "Malaysia"]


class SameForAll:
    """An embedder that tells nothing, so that the checks must."""

    name = "same for all"
    dimensions = 2

    def embed_words(self, texts: Sequence[str]) -> list[WordVectors]:
        whole = np.array([1, 0], dtype=np.float32)
        return [
            WordVectors(whole, ("word",), np.array([9000]), whole[None].astype(np.float16))
        ] * len(texts)


def made(sentence: str) -> dict[str, str]:
    return {m.kind: m.claim for m in mutants(sentence, rng=random.Random(7), names=NAMES)}


def test_the_same_seed_makes_the_same_claims() -> None:
    assert made(SENTENCES[0]) == made(SENTENCES[0])


def test_the_sentences_allow_every_kind() -> None:
    kinds = {kind for sentence in SENTENCES for kind in made(sentence)}

    assert kinds == {*SAME, *FALSE}


@pytest.mark.parametrize("sentence", SENTENCES, ids=["zh fund", "zh park", "en fund", "en park"])
def test_false_claims_are_caught_and_true_ones_pass(
    sentence: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    lexicon = load_lexicon(tmp_path_factory.getbasetemp() / "lexicon")
    verifier = Verifier(embedder=SameForAll(), lexicon=lexicon)

    wrong = {
        kind: claim
        for kind, claim in made(sentence).items()
        if (verifier.check(claim, [sentence]).verdict is Verdict.SUPPORTED) is not (kind in SAME)
    }

    assert wrong == {}

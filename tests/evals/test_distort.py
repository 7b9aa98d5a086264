"""Each way of spoiling an answer changes what it says it changes, and nothing else."""

from dataclasses import replace

from evals.distort import spoil
from language.script import Language
from tests.evals.made import answer, claim, passage

NOTICE = claim()
OTHER = claim("Rent is due on 5 May 2026.")
FOREIGN = passage(2, "租約.md")
ANSWER = answer(
    NOTICE,
    passages=[
        passage(),
        replace(FOREIGN, chunk=replace(FOREIGN.chunk, language=Language.ZH, text="預告期三個月。")),
    ],
)


def spoilt() -> dict[str, object]:
    return {one.kind: one.answer for one in spoil(ANSWER, NOTICE, others=[OTHER], names=[], seed=1)}


def test_every_way_is_there() -> None:
    assert set(spoilt()) >= {
        "negated", "marker dropped", "marker invented", "marker wrong", "quote altered",
        "quote translated", "old edition", "sentence added",
    }  # fmt: skip


def test_markers_and_quotes_are_spoilt_apart() -> None:
    found = spoilt()

    assert found["marker dropped"].claims[0].markers == ()
    assert found["marker invented"].claims[0].markers == (999,)
    assert found["marker wrong"].claims[0].markers == (2,)
    assert found["quote altered"].claims[0].quotes[0].text != NOTICE.quotes[0].text
    assert sorted(found["quote altered"].claims[0].quotes[0].text) == sorted(NOTICE.quotes[0].text)
    assert found["quote translated"].claims[0].quotes[0].text == "預告期三個月。"
    assert found["old edition"].claims[0].quotes[0].version != NOTICE.quotes[0].version
    assert [one.text for one in found["sentence added"].claims] == [NOTICE.text, OTHER.text]


def test_the_same_seed_spoils_alike() -> None:
    assert spoilt() == spoilt()

"""Claims with their evidence: from the starter corpus, DRCD and XQuAD, and people's labels."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.mutations import mutants, name_spots
from corpus.source import ItemList, Paragraph, Source, find_documents, read_source
from language.script import Language, detect_language, to_traditional
from language.sentences import sentence_spans


@dataclass(frozen=True, slots=True)
class Case:
    """One claim, its evidence, and whether the evidence supports it."""

    id: str
    group: str
    """Its document or question: never in two folds."""

    source: str
    kind: str
    claim: str
    evidence: tuple[str, ...]
    supported: bool


def attribution(folder: Path) -> list[Case]:
    """The labelled claims."""
    path = folder / "attribution" / "dev_all_subset_balanced.jsonl"
    return [
        Case(
            r["id"],
            r["question"],
            r["source"],
            "labelled",
            r["claim"],
            tuple(r["evidence"]),
            r["supported"],
        )
        for line in path.read_text("utf-8").splitlines()
        if (r := json.loads(line))
    ]


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the text that says it."""

    id: str
    group: str
    sentence: str
    evidence: tuple[str, ...]


_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)


def mutated(
    source: str,
    pairs: Sequence[Pair],
    *,
    seed: int,
    names: dict[Language, list[str]],
    called: dict[str, frozenset[str]],
    language: Language,
) -> Iterator[Case]:
    """Mutants of each pair's sentence, and the sentence with evidence of elsewhere.

    `called` gives all names of what a name names: one in another's place would leave it true.
    """
    rng = random.Random(f"{seed} {source}")
    pool = names[language]
    for pair in pairs:
        own = [
            n for e in pair.evidence if detect_language(e) is language for n in _names_of(e, pool)
        ]
        own = [n for n in own if n not in _MONTHS]
        others = own if own and rng.random() < 0.4 else rng.sample(pool, min(40, len(pool)))
        known = sorted({*pool} & {n for n in pool if n in pair.sentence})
        same = frozenset().union(*(called.get(name, frozenset()) for name in known))
        others = [name for name in others if name not in same]
        for mutant in mutants(pair.sentence, rng=rng, names=[*known, *others]):
            yield Case(
                f"{pair.id}/{mutant.kind}",
                pair.group,
                source,
                mutant.kind,
                mutant.claim,
                pair.evidence,
                mutant.is_true,
            )
    for pair in pairs:
        other = rng.choice(pairs)
        if other.group != pair.group:
            yield Case(
                f"{pair.id}/elsewhere",
                pair.group,
                source,
                "elsewhere",
                pair.sentence,
                other.evidence,
                False,
            )
        near = [p for p in pairs if p.group == pair.group and pair.evidence != p.evidence]
        if near:
            yield Case(
                f"{pair.id}/near",
                pair.group,
                source,
                "near",
                pair.sentence,
                rng.choice(near).evidence,
                False,
            )


def _names_of(text: str, pool: Sequence[str]) -> list[str]:
    return [text[s:e] for s, e in name_spots(text, [n for n in pool if n in text])]


def _sentences(text: str, language: Language) -> list[str]:
    """Whole sentences that are neither short nor long."""
    low, high = (12, 120) if language is Language.ZH else (30, 300)
    found = [text[s.start : s.end] for s in sentence_spans(text)]
    return [one for one in found if low <= len(one) <= high and one[-1] in "。.！？!?"]


def names(
    lexicon_names: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
) -> dict[Language, list[str]]:
    """Names to swap, from the glossary."""
    return {
        Language.ZH: sorted(
            {n for zh, en in lexicon_names if en and en[0][:1].isupper() for n in zh if len(n) > 1}
        ),
        Language.EN: sorted(
            {n for zh, en in lexicon_names for n in en if n[:1].isupper() and len(n) > 2}
        ),
    }


def called(
    lexicon_names: Sequence[tuple[tuple[str, ...], tuple[str, ...]]],
) -> dict[str, frozenset[str]]:
    """For each name of the glossary, all names of the same thing."""
    found: dict[str, frozenset[str]] = {}
    for zh, en in lexicon_names:
        for name in (*zh, *en):
            found[name] = found.get(name, frozenset()) | {*zh, *en}
    return found


def drcd(folder: Path, *, limit: int) -> list[Pair]:
    rows = [
        json.loads(line)
        for line in (folder / "drcd" / "documents.jsonl").read_text("utf-8").splitlines()
    ]
    pairs = []
    for row in rows[:limit]:
        for i, sentence in enumerate(_sentences(row["text"], Language.ZH)[:2]):
            pairs.append(Pair(f"{row['id']}-{i}", row["title"], sentence, (row["text"],)))
    return pairs


def drcd_names(folder: Path) -> list[str]:
    """Answers to questions for a person or a place."""
    rows = [
        json.loads(line)
        for line in (folder / "drcd" / "questions.jsonl").read_text("utf-8").splitlines()
    ]
    asked = [
        row
        for row in rows
        if any(
            word in row["query"]
            for word in ("誰", "哪國", "哪個國家", "哪座城市", "哪個城市", "哪裡", "何地")
        )
    ]
    found = {answer for row in asked for answer in row["answers"]}
    return sorted(
        n
        for n in found
        if 2 <= len(n) <= 8 and not any(char.isdigit() or char in "，、。的" for char in n)
    )


def xquad(folder: Path, claims: Language, evidence: Language) -> list[Pair]:
    def rows(language: Language) -> dict[str, dict[str, str]]:
        lines = (
            (folder / "xquad" / f"{language.value}.documents.jsonl").read_text("utf-8").splitlines()
        )
        found = {row["id"]: row for line in lines if (row := json.loads(line))}
        if language is Language.ZH:
            return {i: row | {"text": to_traditional(row["text"])} for i, row in found.items()}
        return found

    mine, theirs = rows(claims), rows(evidence)
    return [
        Pair(f"{id}-{i}", row["title"], sentence, (theirs[id]["text"],))
        for id, row in mine.items()
        for i, sentence in enumerate(_sentences(row["text"], claims))
    ]


def corpus() -> list[Pair]:
    """Sentences of the starter documents with their paragraphs."""
    pairs = []
    for source in _sources():
        for n, prose in enumerate(_proses(source)):
            for i, sentence in enumerate(_sentences(prose, source.front.language)[:2]):
                pairs.append(Pair(f"{source.name}-{n}-{i}", source.slug, sentence, (prose,)))
    return pairs


def twins(claims: Language) -> list[Pair]:
    """Sentences of a document with the paragraphs of its twin that cite the same facts."""
    sources = {source.name: source for source in _sources()}
    pairs = []
    for source in sources.values():
        other = Language.EN if claims is Language.ZH else Language.ZH
        twin = sources.get(f"{source.front.kind.value}/{source.slug}.{other.value}")
        if source.front.language is not claims or twin is None:
            continue
        for n, block in enumerate(source.blocks):
            if not isinstance(block, Paragraph):
                continue
            facts = set(block.prose.facts)
            theirs = [
                b.prose.text
                for b in twin.blocks
                if isinstance(b, Paragraph) and facts & set(b.prose.facts)
            ]
            for i, sentence in enumerate(_sentences(block.prose.text, claims)):
                if theirs:
                    pairs.append(
                        Pair(f"{source.name}-{n}-{i}", source.slug, sentence, tuple(theirs))
                    )
    return pairs


def translations(claims: Language) -> list[Pair]:
    """Sentences of our own translated paragraphs, with the paragraph in the other language."""
    text = Path("benchmarks/translations.yaml").read_text("utf-8")
    other = Language.EN if claims is Language.ZH else Language.ZH
    return [
        Pair(f"{field}-{n}-{i}", field, sentence, (paragraph[other.value],))
        for field, paragraphs in yaml.safe_load(text).items()
        for n, paragraph in enumerate(paragraphs)
        for i, sentence in enumerate(_sentences(paragraph[claims.value], claims))
    ]


def _sources() -> list[Source]:
    return [read_source(path) for path in find_documents()]


def _proses(source: Source) -> list[str]:
    found = []
    for block in source.blocks:
        if isinstance(block, Paragraph):
            found.append(block.prose.text)
        elif isinstance(block, ItemList):
            found += [item.text for item in block.items]
    return found

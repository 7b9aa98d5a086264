"""The quotes writer: the sentences that answer, as printed, or an honest refusal."""

from collections.abc import Sequence

from assistant.asked import FIRM_KINDS, AnswerKind, Asked, Question, figures_to_choose
from assistant.chosen import Choice, Chosen
from assistant.context import CAPTION, needed_by
from assistant.coverage import Searchable, figures_of, held
from assistant.evidence import (
    Sentence,
    add_agreement,
    add_likeness,
    can_be_said,
    sentences_of,
    token_weights,
    whole,
)
from assistant.firm_size import size_named
from assistant.likeness import Likeness
from assistant.newest import lift_newest
from assistant.prices import price_asked
from assistant.read_chunk import figures_in
from assistant.rivals import Scope, countries_in
from assistant.said import Said
from assistant.types import Passage
from ingest.types import Chunk
from language.script import Language, detect_language
from language.sentences import Span

_MOST_SENTENCES = 4
_MOST_STEPS = 5
"""Sentences quoted for an answer, and for one that says what to do, beside what they need."""

_SAID = 0.15
"""The least share of what is asked beside names that the best sentence must hold itself."""

_LACKING = 0.75
_LACKING_IF_CUT = 0.15
"""What is taken off when an amount or a time is asked and the sentence gives none; less when it is
the last of its chunk and has no end, since the rest may stand on the next page."""

_NO_HELP = 0.4
"""The same where it is asked what helps a firm, and the sentence names nothing that does."""

_UNHELD = 0.1
"""What is taken off when an amount or a time is asked and the most telling thing is nowhere in a
passage of the question's language, less where other passages have the figure, too."""

_UNSAID = 0.35
_HARDLY_SAID = 0.45
_HARDLY_SAID_ACROSS = 0.25
"""What is taken off a figure or date whose sentence says less than this of what is asked beside
names: when it is not quite of the sort asked for, or in the other language."""

_UNNAMED = 0.6
"""What is taken off when a person is asked for and the sentence names no new one in that part."""

_OTHER_TIME = 0.6
_OTHER_PLACE = 0.4
"""What is taken off a sentence that speaks of another time, or place, than the question."""

_NO_ANSWER = ("other_place", "no_holder", "no_price")
"""What no answer has: another place than was asked about; nobody named in the office, or no price
of the thing, that was asked about."""

_OTHERWISE = (*_NO_ANSWER, "other_time", "unnamed")
"""What contradicts that a sentence answers."""

_ADVICE = 0.4
"""What is taken off an item of a list of things to do where it is asked what is."""

_NAMELESS = 0.3
"""What is taken off a sentence that names nothing of what is asked about."""

_ALONE = 0.2
"""What is taken off when no other passage on the matter has the figure."""

_ENOUGH = 0.97
_ENOUGH_ACROSS = 0.75
"""What a sentence's coverage and most of its likeness must reach together, within a language and
across. Chosen from the curves of `benchmarks/quoting.py`, which docs/design.md shows.
"""

_LIKENESS_ASSURES = 0.8
"""What likeness counts beside coverage there. As many public questions are answered, rightly and
wrongly, with 0.5 and a lower threshold; those in an asker's own words are with this.
"""

_NEARLY = 0.4
_NEARLY_ALIKE = 0.6
_NEARLY_FIRST = 2
"""How far below that a sentence may be to be quoted as the nearest, how alike to the question it
must be then, and among how many of the first passages: the search must agree. In the development
halves it answers about as often as not, where half of the questions have no answer.
"""

_OWN_LANGUAGE = 0.75
"""Sentences in the question's language are preferred while the best is this sure beside the best
in the other."""

_LIKENESS = 0.45
_KIND = {
    AnswerKind.AMOUNT: 0.3,
    AnswerKind.TIME: 0.3,
    AnswerKind.CONTACT: 0.3,
    AnswerKind.SUPPORT: 0.3,
    AnswerKind.PLACE: 0.3,
    AnswerKind.STEPS: 0.12,
}
_LOOSE_KIND = 0.06
_TOLD_KINDS = FIRM_KINDS | {AnswerKind.CONTACT, AnswerKind.SUPPORT}
"""Kinds whose signs tell an answer from what is beside it."""
_AGREED = 0.3
_FIRST = 0.1
_OWN = 0.1
_ENDED = 0.15
_HEADING_ASKS = 0.3
_SIZED = 0.4
"""What else adds to a sentence's score beside what it covers: likeness; having what an answer of
the kind has, which is surer of amounts and times; a figure that other passages repeat; standing
in the first passage; the question's language; ending as a sentence; standing under a heading that
asks for an answer of the same kind on what is asked; telling of a size of firms where the question
names one."""

_HARDLY = 0.9
"""The share of the best score from which on a sentence that answers goes first."""

_NEAR_BEST = 0.72
_NEAR_BEST_SAID = 0.6
"""Further sentences are quoted when they reach these shares of the best one's score and of what it
holds itself: the neighbours of an answer are about the same things and answer nothing."""

_HEADED = 0.5
"""The share of what is asked beside names that title and headings hold, from which on all that a
section says to do belongs to the answer."""

_OF_TABLE = 0.7
"""The share of what is asked beside names that a table's caption and heads hold, from which on all
its rows are quoted."""


def choose(question: Question, passages: Sequence[Passage], *, likeness: Likeness) -> Choice:
    """Pick the sentences of these passages that answer the question."""
    wholes = list(map(whole, passages))
    absent = tuple(
        asked.text
        for asked in question.asked
        if not asked.vague and max((held(asked, one) for one in wholes), default=0.0) < 0.5
    )
    ranked = rank(question, passages, likeness=likeness)
    if not answers(ranked, question):
        missing = absent or _uncovered(question, wholes) or _unpriced(question)
        near = _nearest(ranked, question) if missing else []
        return Choice(pick(near, question) if near else (), missing, nearest=bool(near))
    return Choice(pick(ranked, question), ())


def _unpriced(question: Question) -> tuple[str, ...]:
    """What names the price that is asked for: passages that hold its words may not give it."""
    price = price_asked(question)
    return tuple(one.text for one in price.things) if price else ()


def rank(question: Question, passages: Sequence[Passage], *, likeness: Likeness) -> list[Sentence]:
    """The sentences that may be quoted, best first: a name or figure asked about is there.

    Only those in the question's language where one of them answers, else those of both.
    """
    wholes = list(map(whole, passages))
    needed = [asked for asked in question.asked if asked.must and asked.weight > 0]
    if not question.asked or any(
        all(held(asked, one) < 0.5 for one in wholes) for asked in needed if not asked.spelt
    ):
        return []
    beside = " ".join((*figures_to_choose(question.text), size_named(question.text)))
    figures = figures_of(question.text) - figures_of(beside)
    tokens = token_weights(question, passages)
    own = detect_language(question.text)
    sentences = [
        sentence
        for passage, one in zip(passages, wholes, strict=True)
        if (not figures or figures <= figures_in(passage.chunk))
        and _holds_names(needed, passage.chunk.language, one, own=own)
        for sentence in sentences_of(question, passage, tokens=tokens)
    ]
    add_likeness(question, sentences, likeness=likeness)
    add_agreement(question, sentences, passages)
    for sentence in sentences:
        across = sentence.passage.chunk.language is not own
        sentence.sure = _sure(sentence, question.kind, across=across)
        sentence.score = _score(sentence, question.kind) + _OWN * (not across)
    lift_newest(question, (one for one in sentences if _answers(one, question)))
    return _own_language_first(question, _best_first(sentences, question))


def _holds_names(
    needed: Sequence[Asked], language: Language, text: Searchable, *, own: Language
) -> bool:
    """Whether a passage holds the names asked about: all of them in the question's language.

    Chinese texts leave in Latin letters what a Chinese question does. Another language may spell a
    name in a way of its own: there, one of those whose forms are known will do.
    """
    if language is own:
        return all(
            held(asked, text) >= 0.5
            for asked in needed
            if can_be_said(asked, own) or asked.text.isascii()
        )
    known = [
        asked
        for asked in needed
        if can_be_said(asked, language)
        and not asked.spelt
        and not any(char.isdigit() for char in asked.text)
    ]
    return not known or any(held(asked, text) >= 0.5 for asked in known)


def _best_first(sentences: Sequence[Sentence], question: Question) -> list[Sentence]:
    """By score, but one that answers goes before those hardly better that do not."""
    best = max((one.score for one in sentences), default=0.0)

    def key(one: Sentence) -> tuple[bool, float]:
        return not (one.score >= _HARDLY * best and _answers(one, question)), -one.score

    return sorted(sentences, key=key)


def _sure(sentence: Sentence, kind: AnswerKind, *, across: bool) -> float:
    evidence = sentence.evidence
    firm = kind in FIRM_KINDS
    return (
        sentence.covered
        + _LIKENESS_ASSURES * evidence["alike"]
        - (_LACKING_IF_CUT if evidence["cut"] else _LACKING) * firm * (sentence.shown == 0)
        - _NO_HELP * (kind is AnswerKind.SUPPORT and sentence.shown == 0)
        - _ALONE * evidence["alone"]
        - _OTHER_TIME * evidence["other_time"]
        - _OTHER_PLACE * evidence["other_place"]
        - _ADVICE * evidence["advises"]
        - _UNHELD * evidence["most_unheld"] * (1 - evidence["agreed"]) * (firm and not across)
        - _UNSAID * (firm and sentence.said < _least_said(sentence, across=across))
        - _UNNAMED * evidence["unnamed"]
    )


def _least_said(sentence: Sentence, *, across: bool) -> float:
    if sentence.shown < 1:
        return _HARDLY_SAID
    return _HARDLY_SAID_ACROSS if across else 0.0


def _nearest(ranked: Sequence[Sentence], question: Question) -> list[Sentence]:
    """The sentence that most nearly answers, where it is so alike to the question that its page is
    likely the right one; nothing that was asked may contradict it.

    Below a heading that is so alike, what the section says.
    """
    own = detect_language(question.text)
    near = [
        one
        for one in ranked
        if max(one.evidence["alike"], one.evidence["heading_alike"]) >= _NEARLY_ALIKE
        and one.passage.number <= _NEARLY_FIRST
        and not any(one.evidence[sign] for sign in _OTHERWISE)
        and (one.shown > 0 or question.kind not in FIRM_KINDS)
        and (says_enough(one, question) or one.evidence["heading_alike"] >= _NEARLY_ALIKE)
        and one.sure >= enough(across=one.passage.chunk.language is not own) - _NEARLY
    ]
    best = max(near, key=lambda one: one.sure, default=None)
    if best is None or best.evidence["heading_alike"] < _NEARLY_ALIKE:
        return [best] if best else []
    return [best, *(one for one in near if one is not best and _section(one) == _section(best))]


def enough(*, across: bool) -> float:
    """What the best sentence's `sure` must reach, across languages or within one."""
    return _ENOUGH_ACROSS if across else _ENOUGH


def _score(sentence: Sentence, kind: AnswerKind) -> float:
    evidence = sentence.evidence
    return (
        sentence.covered
        + _LIKENESS * evidence["alike"]
        + _KIND.get(kind, _LOOSE_KIND) * sentence.shown
        + _AGREED * evidence["agreed"]
        + _FIRST * evidence["first"]
        + _ENDED * evidence["ended"]
        + _HEADING_ASKS * evidence["heading_asks"]
        + _SIZED * evidence["sized"]
        - _OTHER_TIME * evidence["other_time"]
        - _OTHER_PLACE * evidence["other_place"]
        - _ADVICE * evidence["advises"]
        - _UNNAMED * evidence["unnamed"]
        - _NAMELESS * evidence["nameless"]
    )


def _own_language_first(question: Question, ranked: list[Sentence]) -> list[Sentence]:
    """Only sentences in the question's language where one of them answers about as well."""
    own = detect_language(question.text)
    same = [sentence for sentence in ranked if sentence.passage.chunk.language is own]
    if not same or not _answers(same[0], question):
        return ranked
    other = [sentence for sentence in ranked if sentence.passage.chunk.language is not own]
    if not other or not _answers(other[0], question):
        return same
    fits_better = question.kind in FIRM_KINDS and other[0].shown > same[0].shown
    surer = same[0].sure < _OWN_LANGUAGE * other[0].sure
    return other if fits_better or surer else same


def answers(ranked: Sequence[Sentence], question: Question) -> bool:
    """Whether the best of ranked sentences answers."""
    return bool(ranked) and _answers(ranked[0], question)


def _answers(best: Sentence, question: Question) -> bool:
    across = best.passage.chunk.language is not detect_language(question.text)
    is_none = any(best.evidence[sign] for sign in _NO_ANSWER)
    return not is_none and says_enough(best, question) and best.sure >= enough(across=across)


def says_enough(sentence: Sentence, question: Question) -> bool:
    """Whether a sentence says some of what is asked itself: a figure or date asked for will do.

    So will a word that says whom to ask, or what helps.
    """
    told = question.kind in _TOLD_KINDS and sentence.shown > 0
    return told or sentence.said >= _SAID


def pick(ranked: Sequence[Sentence], question: Question) -> tuple[Chosen, ...]:
    """What is quoted of ranked sentences, the best of which answers."""
    return _in_reading_order(_distinct(ranked, question.kind), question)


def _distinct(ranked: Sequence[Sentence], kind: AnswerKind) -> list[Sentence]:
    """The best sentences, without those that say again what one before them says."""
    best = ranked[0]
    most = _MOST_STEPS if kind is AnswerKind.STEPS else _MOST_SENTENCES
    kept: list[Sentence] = []
    said = Said()
    named_by_rows = {one.passage.chunk.id for one in ranked if one.evidence["named_by_row"]}
    for sentence in ranked:
        if sentence.score < _NEAR_BEST * best.score or len(kept) == most:
            break
        # The steps that follow need not name again what they are the steps of, where the title or
        # headings do: a list of things to do on many matters holds one that was asked for.
        follows = (
            kind is AnswerKind.STEPS
            and _section(sentence) == _section(best)
            and sentence.evidence["headed"] >= _HEADED
        )
        if sentence.said < _NEAR_BEST_SAID * best.said and not follows:
            continue
        shown_less = kind in _TOLD_KINDS and sentence.shown < best.shown
        if shown_less or sentence.evidence["sized"] < best.evidence["sized"]:
            continue
        if any(sentence.evidence[sign] for sign in _NO_ANSWER):
            continue
        # Of a table whose rows name what is asked about, the others are of something else.
        in_such_table = sentence.evidence["table"] and sentence.passage.chunk.id in named_by_rows
        if in_such_table and not sentence.evidence["named_by_row"]:
            continue
        if said.is_new(sentence.text):
            kept.append(sentence)
    return kept


def _section(sentence: Sentence) -> tuple[int, tuple[str, ...]]:
    chunk = sentence.passage.chunk
    return chunk.version, tuple(chunk.headings)


def _in_reading_order(kept: Sequence[Sentence], question: Question) -> tuple[Chosen, ...]:
    """Pages by their best sentence; within a page as printed, with what a sentence needs."""
    page_rank: dict[tuple[int, int], int] = {}
    scope = Scope.of(question.text)
    chosen: dict[tuple[int, int, int], Chosen] = {}
    for sentence in kept:
        chunk = sentence.passage.chunk
        page_rank.setdefault((chunk.version, chunk.page_index), len(page_rank))
        # What the table is about is asked, not what one row of it says of the thing that it names.
        whole_table = (
            question.kind not in FIRM_KINDS
            and sentence.evidence["table"] >= _OF_TABLE
            and not sentence.evidence["named_by_row"]
        )
        needed = needed_by(
            chunk,
            sentence.place,
            question=question.text,
            whole_table=whole_table,
            in_list=question.kind not in FIRM_KINDS,
        )
        for one in (
            Chosen(sentence.passage, sentence.start, sentence.end, sentence.sure),
            *(
                Chosen.at(sentence.passage, span)
                for span in (
                    *(_of_place(scope, needed.before, chunk) if whole_table else needed.before),
                    *_of_place(scope, needed.after, chunk),
                )
            ),
        ):
            chosen.setdefault((chunk.version, chunk.page_index, one.start), one)
    return tuple(
        chosen[place]
        for place in sorted(chosen, key=lambda place: (page_rank[place[0], place[1]], place[2]))
    )


def _of_place(scope: Scope, spans: Sequence[Span], chunk: Chunk) -> list[Span]:
    """Those rows that are of no other place than those asked about; no caption stays alone."""

    def is_of(span: Span) -> bool:
        named = countries_in(chunk.text[span.start : span.end])
        return not (scope.places and named) or not scope.places.isdisjoint(named)

    kept = list(filter(is_of, spans))
    rows = [one for one in kept if not CAPTION.match(chunk.text[one.start : one.end])]
    return kept if rows or len(kept) == len(spans) else []


def _uncovered(question: Question, wholes: Sequence[Searchable]) -> tuple[str, ...]:
    """The asked things that no single passage holds together with the rest, rarest first."""

    def weight(one: Searchable) -> float:
        return sum(asked.weight * held(asked, one) for asked in question.asked)

    best = max(wholes, key=weight, default=None)
    if best is None:
        return ()
    lacking: list[Asked] = [
        asked for asked in question.asked if not asked.vague and held(asked, best) < 0.5
    ]
    return tuple(asked.text for asked in sorted(lacking, key=lambda asked: -asked.weight))

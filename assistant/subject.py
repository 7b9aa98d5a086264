"""What a question that names a place is about, and answers that are about something else there.

All that the documents say of a place shares its name with the question, and some of it a word
more: "How do we protect our trademark in Vietnam?" finds how personal data are protected there.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.asked import FIRM_KINDS, Asked, Question
from assistant.chosen import Choice, Chosen
from assistant.coverage import Searchable, held
from assistant.evidence import Sentence, whole
from assistant.likeness import Likeness
from assistant.quote import answers, pick, rank
from assistant.types import Passage
from language.places import places

_HELD = 0.6


def subject_of(question: Question) -> Asked | None:
    """The term of the trade that says most of what is asked beside the place that is named.

    None where another word says more, anything else is named, or a figure is asked for, which must
    be of the right sort.
    """
    named = [one for one in question.asked if one.must]
    if question.kind in FIRM_KINDS or not named or not all(places(one.text) for one in named):
        return None
    telling = [one for one in question.asked if not (one.must or one.vague)]
    most = max(telling, key=lambda one: one.weight, default=None)
    return most if most is not None and most.term else None


def is_nowhere(thing: Asked, chosen: Sequence[Chosen]) -> bool:
    """Whether no passage that these were chosen from speaks of it."""
    return all(held(thing, whole(one.passage)) < _HELD for one in chosen)


def told_of(
    subject: Asked, question: Question, passages: Sequence[Passage], *, likeness: Likeness
) -> Choice:
    """What the passages say of it where they name no other place; the one asked about is missing.

    Nothing is chosen where they say nothing of it that answers.
    """
    anywhere = replace(question, asked=tuple(one for one in question.asked if not one.must))
    ranked = [
        one
        for one in rank(anywhere, passages, likeness=likeness)
        if held(subject, _with_heads(one)) >= _HELD
    ]
    if not answers(ranked, anywhere):
        return Choice((), (subject.text,))
    named = (question.text[place.start : place.end] for place in places(question.text))
    return Choice(pick(ranked, anywhere), tuple(dict.fromkeys(named)))


def _with_heads(sentence: Sentence) -> Searchable:
    return Searchable.of("\n".join((sentence.text, *sentence.passage.chunk.headings)))

"""An officer's reply: claims chosen from answers, edited, each checked again as it is edited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.paper import Doubt, Paper, Section, sentence_of
from assistant.types import Claim, Verdict
from assistant.verify_check import Checker
from assistant.verify_quotation import check_quotation
from ingest.catalogue import Catalogue
from language.normalise import match_key
from language.script import Language


@dataclass(frozen=True, slots=True)
class ReplyItem:
    """A sentence of a reply, or a note of the officer's own."""

    claim: Claim
    """Its markers count in no answer any more: sources are numbered as the reply is read."""

    reasons: tuple[str, ...] = ()
    """What is wrong with a sentence that is not supported, in the reply's language."""

    note: bool = False
    """Words of the officer, passed on as such and not checked."""


@dataclass(frozen=True, slots=True)
class Reply:
    title: str
    language: Language
    items: tuple[ReplyItem, ...] = ()

    def with_claims(self, claims: Sequence[Claim]) -> "Reply":
        """With these claims at the end, but none that says what is there already."""
        seen = {match_key(item.claim.text) for item in self.items}
        added = []
        for claim in claims:
            if match_key(claim.text) not in seen:
                seen.add(match_key(claim.text))
                added.append(ReplyItem(claim))
        return replace(self, items=(*self.items, *added))

    def with_note(self, text: str) -> "Reply":
        item = ReplyItem(Claim(text.strip(), Verdict.UNCHECKED, (), ()), note=True)
        return replace(self, items=(*self.items, item)) if text.strip() else self

    def without(self, place: int) -> "Reply":
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def moved(self, place: int, *, to: int) -> "Reply":
        """With the item at `place` at place `to`; a place outside counts as the nearest end."""
        items = list(self.items)
        items.insert(min(max(to, 0), len(items) - 1), items.pop(place))
        return replace(self, items=tuple(items))

    def edited(self, place: int, text: str, *, checker: Checker, catalogue: Catalogue) -> "Reply":
        """With other words at `place`, checked against the quotes the sentence had."""
        items = list(self.items)
        before = items[place]
        if not text.strip():
            return self.without(place)
        if before.note:
            claim = replace(before.claim, text=text.strip())
            items[place] = replace(before, claim=claim)
        else:
            items[place] = check_sentence(
                text.strip(),
                before.claim,
                checker=checker,
                catalogue=catalogue,
                language=self.language,
            )
        return replace(self, items=tuple(items))

    def rechecked(self, *, checker: Checker, catalogue: Catalogue) -> "Reply":
        """With every sentence checked anew: a document may have changed since."""
        reply = self
        for place, item in enumerate(self.items):
            if not item.note:
                reply = reply.edited(place, item.claim.text, checker=checker, catalogue=catalogue)
        return reply


def check_sentence(
    text: str,
    before: Claim,
    *,
    checker: Checker,
    catalogue: Catalogue,
    language: Language,
) -> ReplyItem:
    """The sentence with its verdict, in the place of `before`, whose quotes it has.

    Quotes that are gone from their page do not count, but stay: an officer who takes an edit back
    finds the sentence supported again.
    """
    found = check_quotation(text, before.quotes, catalogue=catalogue)
    if found.verdict in (Verdict.SUPPORTED, Verdict.UNCHECKED):
        return ReplyItem(replace(before, text=text, verdict=found.verdict))
    check = checker.check(text, [quote.text for quote in found.quotes])
    return ReplyItem(replace(before, text=text, verdict=check.verdict), check.reasons_in(language))


def paper_of_reply(reply: Reply, *, catalogue: Catalogue, date: str) -> Paper:
    """The reply as it is handed on; sentences that are not supported stand apart."""
    sections: list[Section] = []
    unverified: list[Doubt] = []
    for item in reply.items:
        if item.note:
            sections.append(Section(None, notes=(item.claim.text,)))
        elif item.claim.verdict is Verdict.SUPPORTED:
            sentence = sentence_of(item.claim, catalogue=catalogue, language=reply.language)
            last = sections[-1] if sections else None
            if last is None or last.notes:
                sections.append(Section(None, (sentence,)))
            else:
                sections[-1] = replace(last, sentences=(*last.sentences, sentence))
        else:
            unverified.append(Doubt(item.claim.text, item.reasons))
    return Paper(reply.title, reply.language, date, tuple(sections), tuple(unverified))

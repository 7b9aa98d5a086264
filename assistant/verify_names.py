"""Names in a claim, and whether the evidence has them by any of their names."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from assistant.verify_findings import Fault, Finding
from assistant.verify_read import HAN_RUN, Reading, is_figure, key_of, read
from language.lexicon import Lexicon
from language.places import market_codes, places
from language.script import Language
from language.sounds import chinese_sounds, latin_names, latin_sounds, sounds_of

_NAME_EN = re.compile(
    r"(?<![\w'’])[A-Z][\w&'’.-]*"
    r"(?:(?: (?:of|the|of the|for|de|du|van|von|la|al) |[ -])[A-Z][\w&'’.-]*)*"
)
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}\b")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&+.-]*(?: [A-Z][A-Za-z0-9&+.-]*)*")
_MARKED = re.compile(
    r"《([^》]+)》|〈([^〉]+)〉|[\u4e00-\u9fff]{1,8}(?:[·‧・][\u4e00-\u9fff]{1,8})+"
)
_OPENING = frozenset(
    """the a an in on at by for from of to and but or as it its he she they this that these those
    there when where while what which who how if after before since until during although though
    because however many most some several all both each every no not one two three four five
    six seven eight nine ten other another such more less first second third last next also then
    thus so yet only even with without under over between among about against into through
    within across despite according based due his her their our my your we you i is are was were
    has have had do does did can may must should would will could january february march april
    june july august september october november december monday tuesday wednesday thursday
    friday saturday sunday""".split()
)
"""Words that have a capital where they open a sentence or a heading, and months."""


_HOME = re.compile(r"\s*(?:the )?(?:taiwan(?:ese)?(?:['’]s)?|台湾|中华民国|我国)\s*")
_LONGER = re.compile("[\u4e00-\u9fff]{1,8}?(?:公司|银行|大学|协会|委员会|法院|学会|电视)")
"""What makes a longer name of a country's: 美國廣播公司 is ABC, and is not translated by parts."""

_DOTTED = re.compile("[·‧・]")
_NO_PLACE = re.compile("[發发]中[國国]家|大西洋|印度洋")


_TITLE_MARKS = re.compile("[《》〈〉]")
_LONGEST_TAIL = 10

_SHORT = {
    "US": "美", "GB": "英", "FR": "法", "DE": "德", "JP": "日", "KR": "韩", "RU": "俄", "UA": "乌",
    "IN": "印", "VN": "越", "TH": "泰", "PH": "菲", "AU": "澳", "150": "欧",
}  # fmt: skip
"""Countries in one character (Simplified), as in 赴美 and 俄烏."""


class Named(NamedTuple):
    """A name in a text: `text[start:end]`."""

    start: int
    end: int
    name: str


class Names:
    """Finds names and looks them up; remembers the texts it has read."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._of = lru_cache(maxsize=4096)(self._find)

    def of(self, text: Reading) -> tuple[Named, ...]:
        """Names in a text, in order: capitalised, in the glossary, Latin within Chinese."""
        return self._of(text.text)

    def _find(self, text: str) -> tuple[Named, ...]:
        reading = read(text)
        if reading.language is Language.EN:
            known = (Named(*m.span(), m.group()) for m in self._english_glossary.finditer(text))
            found = {*self._english(reading), *_han_runs(reading), *known}
            return tuple(sorted(found))
        return tuple(sorted(self._chinese(reading)))

    def _english(self, claim: Reading) -> Iterator[Named]:
        for match in _NAME_EN.finditer(claim.text):
            start, end = match.span()
            words = match.group().rstrip(".'’-").split(" ")
            end = start + len(" ".join(words))
            opens = not claim.text[:start].strip() or claim.text[:start].rstrip()[-1:] in '.:;!?•"'
            while words and (
                words[0].lower() in _OPENING
                or (opens and len(words) == 1 and not self._is_sure(words[0]))
            ):
                start += len(words[0]) + 1
                words = words[1:]
                opens = False
            if words and any(word.lower() not in _OPENING for word in words):
                yield Named(start, end, claim.text[start:end])

    def _chinese(self, claim: Reading) -> Iterator[Named]:
        taken = bytearray(len(claim.text) + 1)

        def take(start: int, end: int) -> Named:
            taken[start:end] = b"\1" * (end - start)
            return Named(start, end, claim.text[start:end])

        for match in self._glossary.finditer(claim.key):
            if not _is_no_place(claim.text, *match.span()):
                yield take(*match.span())
        for pattern in (_MARKED, _LATIN):
            for match in pattern.finditer(claim.text):
                if not any(taken[match.start() : match.end()]) and len(match.group()) > 1:
                    yield take(*match.span())
        for place in places(claim.text):
            if not any(taken[place.start : place.end]) and not _is_no_place(
                claim.text, place.start, place.end
            ):
                yield take(place.start, place.end)
        for run in HAN_RUN.finditer(claim.key):
            end = run.start()
            for word in self.lexicon.segment(run.group()):
                at, end = end, end + len(word)
                is_free = len(word) > 1 and not any(taken[at:end])
                if is_free and self.lexicon.is_name(word) and not _is_no_place(claim.text, at, end):
                    yield take(at, end)

    @cached_property
    def _glossary(self) -> re.Pattern[str]:
        """The glossary's Chinese names, longest first; its terms are left out."""
        known = {
            key_of(zh)
            for name in self.lexicon.names
            if name.en and name.en[0][:1].isupper()
            for zh in name.zh
            if len(zh) > 1
        }
        longest_first = sorted(known, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    @cached_property
    def _english_glossary(self) -> re.Pattern[str]:
        """The glossary's English names, which may stand within a longer capitalised phrase."""
        known = {en for name in self.lexicon.names for en in name.en if en[:1].isupper()}
        longest_first = sorted((en for en in known if len(en) > 2), key=lambda en: (-len(en), en))
        either = "|".join(map(re.escape, longest_first)) or r"(?!)"
        return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")

    def _is_sure(self, word: str) -> bool:
        """Whether a capital that opens a sentence is a name's."""
        return word[1:] != word[1:].lower() or self.lexicon.is_name(word.lower())

    def is_in(self, name: str, key: str) -> bool:
        """Whether a name stands in a text's key, by any of its names in either language."""
        own = key_of(name).strip()
        if own in key:
            return True
        others = self.lexicon.other_names(own)
        return any(key_of(other) in key for other in (*others.zh, *others.en))

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two names may be of one thing: a part of the other, initials, or both known."""
        a, b = one.lower().strip(), other.lower().strip()
        if a in b or b in a:
            return True
        names = self.lexicon.other_names(a)
        known = {name.lower() for name in (*names.zh, *names.en)}
        if any(name in b or b in name for name in known):
            return True
        return len(a) > 1 and (a == _initials(b) or b == _initials(a))

    def absent(self, claim: Reading, evidence: Sequence[Reading]) -> Iterator[Finding]:
        """Names of the claim that the evidence has by none of their names."""
        key = " | ".join(one.key for one in evidence)
        texts = [one.text for one in evidence]
        forms = frozenset().union(*(one.forms for one in evidence))
        across = any(one.language is not claim.language for one in evidence)
        # A sentence of figures alone is of no language.
        same = any(one.language is claim.language and _has_words(one) for one in evidence)
        absent: list[Named] = []
        found: list[Named] = []
        for named in self.of(claim):
            start, end, name = named
            if any(q.start < end and start < q.end for q in claim.quantities):
                continue
            own = read(re.sub(r"['’]s\b", "", name))
            place = market_codes(own.text)
            if (
                self.is_in(own.text, key)
                or _HOME.fullmatch(own.key)
                or (place and place <= frozenset().union(*map(market_codes, texts)))
                or (same and _words_in(own, forms))
                or (across and self._is_across(named, own, claim, evidence, key, forms))
            ):
                found += [named] if self.lexicon.other_names(own.key.strip()).zh else []
                continue
            is_part = _DOTTED.search(name) or self._is_part_of_known(claim, start, end)
            if same or (not is_part and self._has_translation(own, place)):
                absent.append(named)
        for start, end, name in absent:
            # The "Expo" of "Smart City Summit & Expo", where the evidence has the whole.
            if not any(whole.start <= start and end <= whole.end for whole in found):
                yield Finding(Fault.NAME_ABSENT, name)

    def _is_across(
        self,
        named: Named,
        own: Reading,
        claim: Reading,
        evidence: Sequence[Reading],
        key: str,
        forms: frozenset[str],
    ) -> bool:
        """Whether evidence in another language has a name in any way it may be said there."""
        return (
            self._is_translated_in(own, key, forms)
            or _is_abbreviation_in(own.text, evidence)
            or _sounds_in(own, evidence)
            or self._stands_within_translated(claim, named.start, named.end, key, forms)
            or any(_is_short_for(code, key) for code in self._places_of(own))
            or self._is_adjective_in(own, evidence)
        )

    def _places_of(self, name: Reading) -> frozenset[str]:
        """The places of a name, or of what an adjective translates to: "European", 欧洲的."""
        places = market_codes(name.text)
        if places or name.language is Language.ZH or " " in name.text.strip():
            return places
        units = self.lexicon.to_chinese(name.text)
        return frozenset().union(
            *(market_codes(zh.text) for unit in units for zh in unit.translations)
        )

    def _is_adjective_in(self, name: Reading, evidence: Sequence[Reading]) -> bool:
        """Whether an English adjective names a place that is named in Chinese: 荷蘭, "Dutch"."""
        own = market_codes(name.text)
        return bool(own) and any(
            own <= self._places_of(read(word.group()))
            for one in evidence
            if one.language is Language.EN
            for word in _CAPITALISED.finditer(one.text)
        )

    def _is_part_of_known(self, claim: Reading, start: int, end: int) -> bool:
        """Whether a name only opens a longer one that the dictionary has: 美國廣播公司."""
        longer = _LONGER.match(claim.key, end)
        return longer is not None and self.lexicon.is_name(claim.key[start : longer.end()])

    def _stands_within_translated(
        self, claim: Reading, start: int, end: int, key: str, forms: frozenset[str]
    ) -> bool:
        """Whether a Chinese name only opens a longer one that the text has: 美國國家航空航天局."""
        if claim.language is not Language.ZH:
            return False
        longest = min(len(claim.key), end + _LONGEST_TAIL)
        longer = (claim.key[start:stop] for stop in range(longest, end, -1))
        return any(
            self.lexicon.glosses_of(name) and self._is_translated_in(read(name), key, forms)
            for name in longer
        )

    def _has_translation(self, name: Reading, place: frozenset[str]) -> bool:
        """Whether a name not found in the other language would have been known there."""
        if place or self.lexicon.other_names(name.key).zh:
            return True
        is_word = " " not in name.key.strip()
        return name.language is Language.EN and is_word and self.lexicon.is_name(name.key)

    def _is_translated_in(self, name: Reading, key: str, forms: frozenset[str]) -> bool:
        """Whether a translation of the name, or half of one's words, stands in the text."""
        bare = _TITLE_MARKS.sub("", name.key)
        others = self.lexicon.other_names(bare.replace(" ", "") or bare)
        others = others if others.en else self.lexicon.other_names(bare)
        if name.language is Language.ZH:
            translations = self.lexicon.to_english(bare.replace(" ", ""))
            return (
                _words_in(name, forms)
                or any(_words_in(read(en), forms) for en in others.en)
                or any(_begins_in(one.text, forms) for one in translations)
            )
        if others.zh:
            return any(_pairs_in(read(zh), key) for zh in others.zh)
        units = self.lexicon.to_chinese(name.text)
        found = sum(
            any(zh in key for one in unit.translations[:12] if (zh := one.text.rstrip(_ENDINGS)))
            for unit in units
        )
        return bool(units) and found * 2 >= len(units)


_ENDINGS = "的人语国式"
"""What a Chinese translation of "Turkish" adds to the country's name."""


def _begins_in(words: str, forms: frozenset[str]) -> bool:
    """Whether words stand in a text, or others that begin alike: Mongolia and Mongol."""
    return all(
        part in forms or (len(part) >= 5 and any(form.startswith(part[:5]) for form in forms))
        for part in words.split()
    )


def _pairs_in(name: Reading, key: str) -> bool:
    """Whether more than half of a Chinese name's neighbouring characters stand in the text."""
    return bool(name.pairs) and sum(pair in key for pair in name.pairs) * 2 > len(name.pairs)


def _is_no_place(text: str, start: int, end: int) -> bool:
    return _NO_PLACE.search(text[max(0, start - 2) : end + 1]) is not None


def _han_runs(reading: Reading) -> Iterator[Named]:
    """A name given in Chinese within English."""
    for match in re.finditer(r"[\u4e00-\u9fff·]{2,}", reading.text):
        yield Named(*match.span(), match.group())


def _words_in(name: Reading, forms: frozenset[str]) -> bool:
    """Half of a name's Latin words will do: people are called by their last."""
    content = [t.form for t in name.others if t.content and t.form.isascii()]
    return bool(content) and sum(form in forms for form in content) * 2 >= len(content)


def _is_abbreviation_in(name: str, evidence: Sequence[Reading]) -> bool:
    """Whether words in a row begin with a name's letters: PoC, "proof-of-concept"."""
    letters = name.strip().lower()
    return bool(re.fullmatch("[a-z]{3,6}", letters)) and any(
        letters in "".join(word[0] for word in re.findall(r"[a-z]+", one.key)) for one in evidence
    )


def _sounds_in(name: Reading, evidence: Sequence[Reading]) -> bool:
    """Whether every word of a foreign name sounds like one of the other language's."""
    if name.language is Language.ZH:
        readings = [chinese_sounds(name.key.strip())]
    else:
        readings = [latin_sounds(word) for word in latin_names(name.text)]
    others = [one for one in evidence if one.language is not name.language]
    known = frozenset().union(*(_sounds(one.text) for one in others))
    long = [[one for one in sounds if len(one) >= _SURE_SOUND] for sounds in readings]
    return bool(long) and all(any(one in known for one in sounds) for sounds in long)


@lru_cache(maxsize=1024)
def _sounds(text: str) -> frozenset[str]:
    return frozenset(sounds_of(text))


_SURE_SOUND = 3
"""Consonants from which a like sound is no chance."""


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[a-z]+", name) if word not in _OPENING)


def _has_words(one: Reading) -> bool:
    return bool(one.runs) or any(word.content and not is_figure(word) for word in one.others)


def _is_short_for(code: str, key: str) -> bool:
    """Whether a Chinese text names a place by one character, beside another's or what is of it."""
    char = _SHORT.get(code)
    return char is not None and bool(
        re.search(
            rf"[赴台对在访旅驻留中俄日韩美欧]{char}|{char}[商方企资厂军系银洲中日韩美欧乌]", key
        )
    )

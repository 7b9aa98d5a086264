"""Which documents are searched, and for whom: filters and the firm's profile in the side bar."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from assistant.facets import Filters
from assistant.profile import SECTOR, SECTOR_LENGTH, STAGE, Profile, Stage
from assistant.profiles import Profiles
from assistant.types import Answer
from ingest.editions import known, texts
from ingest.types import DocumentInfo
from language.places import place_codes, place_name
from ui.ask_words import NarrowWords
from ui.browser import owner
from ui.escape import text
from ui.stores import Generation
from ui.words import Screen, Words

_FILTERS = ("filter-markets", "filter-kinds", "filter-since")
_COMMA = {Screen.ZH_HANT: "、", Screen.EN: ", "}


@dataclass(frozen=True, slots=True)
class Choices:
    """What the documents can be narrowed to, the commonest first."""

    markets: tuple[str, ...]
    kinds: tuple[str, ...]
    years: tuple[str, ...]
    """The newest first."""


@st.cache_resource(show_spinner=False, max_entries=2)
def choices_in(generation: Generation, _documents: Sequence[DocumentInfo]) -> Choices:  # noqa: ARG001
    """Made again only when other documents are served, which `generation` tells."""
    markets: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    years: set[str] = set()
    for info in _documents:
        named = texts(known(info.metadata, "markets"))
        markets.update(frozenset[str]().union(*map(place_codes, named)))
        kinds.update(texts(known(info.metadata, "kind"))[:1])
        years.update(issued[:4] for issued in texts(known(info.metadata, "issued"))[:1])
    return Choices(_commonest(markets), _commonest(kinds), tuple(sorted(years, reverse=True)))


def _commonest(found: Counter[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda one: (-found[one], one)))


def filters_now(profiles: Profiles) -> Filters:
    """What is chosen in the side bar, and the profile: known before either is drawn."""
    chosen = [st.session_state.get(key) for key in _FILTERS]
    filters = Filters.of(markets=chosen[0] or (), kinds=chosen[1] or (), since=chosen[2])
    return replace(filters, profile=profiles.of(owner()))


def narrow_down(
    choices: Choices,
    filters: Filters,
    profiles: Profiles,
    *,
    screen: Screen,
    words: Words,
    said: NarrowWords,
) -> None:
    """The filters and the profile, as they are now, to be changed."""
    _offer_filters(choices, screen=screen, words=words, said=said)
    _offer_profile(choices, filters.profile, profiles, screen=screen, said=said)


def _offer_filters(choices: Choices, *, screen: Screen, words: Words, said: NarrowWords) -> None:
    """The filters as chosen; they stay until they are taken away."""
    chosen = sum(bool(st.session_state.get(key)) for key in _FILTERS)
    label = f"{said.filters} ({chosen})" if chosen else said.filters
    with st.expander(label, icon=":material/filter_list:", key="filters"):
        st.multiselect(
            said.markets,
            choices.markets,
            format_func=lambda code: place_name(code, screen.language),
            placeholder=said.every,
            key="filter-markets",
            persist_state="session",
        )
        st.multiselect(
            words.kind,
            choices.kinds,
            format_func=lambda kind: words.kinds.get(kind, kind),
            placeholder=said.every,
            key="filter-kinds",
            persist_state="session",
        )
        st.selectbox(
            said.since,
            choices.years,
            index=None,
            placeholder=said.every,
            key="filter-since",
            persist_state="session",
        )


def _offer_profile(
    choices: Choices, kept: Profile, profiles: Profiles, *, screen: Screen, said: NarrowWords
) -> None:
    """What the firm says of itself, as it was kept; a change is kept at once."""
    for key, value in {
        "profile-sector": kept.sector,
        "profile-stage": kept.stage.value if kept.stage else None,
        "profile-markets": sorted(kept.markets),
    }.items():
        st.session_state.setdefault(key, value)

    def keep() -> None:
        stage = st.session_state["profile-stage"]
        profile = Profile(
            sector=" ".join(st.session_state["profile-sector"].split()),
            stage=Stage(stage) if stage else None,
            markets=frozenset(st.session_state["profile-markets"]),
        )
        profiles.put(profile, owner=owner())

    offered = dict.fromkeys([*choices.markets, *sorted(kept.markets)])
    with st.expander(said.profile, icon=":material/storefront:", key="profile"):
        st.html(f'<p class="hint">{text(said.profile_more)}</p>')
        st.text_input(
            said.sector,
            placeholder=said.sector_hint,
            max_chars=SECTOR_LENGTH,
            key="profile-sector",
            on_change=keep,
        )
        st.selectbox(
            said.stage,
            [stage.value for stage in Stage],
            format_func=lambda stage: said.stages[Stage(stage)],
            placeholder=said.not_said,
            key="profile-stage",
            on_change=keep,
        )
        st.multiselect(
            said.targets,
            list(offered),
            format_func=lambda code: place_name(code, screen.language),
            placeholder=said.not_said,
            key="profile-markets",
            on_change=keep,
        )


def searched_in(filters: Filters, *, screen: Screen, words: Words, said: NarrowWords) -> str | None:
    """Which documents alone were searched, in words; None when all were."""
    if not filters.narrow:
        return None
    parts = [place_name(code, screen.language) for code in sorted(filters.markets)]
    parts += [words.kinds.get(kind, kind) for kind in sorted(filters.kinds)]
    parts += [said.since_year.format(year=filters.since)] if filters.since else []
    return said.only.format(filters=_COMMA[screen].join(parts))


def steered(answer: Answer, *, screen: Screen, said: NarrowWords) -> str | None:
    """What the profile changed of where an answer was looked for; None when nothing."""
    lifted = dict.fromkeys(one for passage in answer.passages for one in passage.lifted)
    names = [place_name(one, screen.language) for one in lifted if one not in (SECTOR, STAGE)]
    profile = answer.filters.profile
    names += [profile.sector] if SECTOR in lifted else []
    names += [said.stages[profile.stage]] if STAGE in lifted and profile.stage else []
    return said.steered.format(what=_COMMA[screen].join(names)) if names else None


def draw_searched(answer: Answer, *, screen: Screen, words: Words, said: NarrowWords) -> None:
    """What the reader must know of where an answer was looked for."""
    remarks = [
        searched_in(answer.filters, screen=screen, words=words, said=said),
        steered(answer, screen=screen, said=said),
    ]
    if shown := "".join(f"<p>{text(remark)}</p>" for remark in remarks if remark):
        st.html(f'<div class="searched">{shown}</div>')

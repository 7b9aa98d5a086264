"""What a new baseline changes, told before it is written."""

from collections.abc import Iterator, Mapping

from evals.baseline import Accepted


def difference(old: Mapping[str, Accepted], new: Mapping[str, Accepted]) -> Iterator[str]:
    """One line for each case that is new, gone, or scored or answered otherwise."""
    for id_ in [*old, *(id_ for id_ in new if id_ not in old)]:
        if id_ not in new:
            yield f"- {id_}"
        elif id_ not in old:
            yield f"+ {id_}"
        else:
            yield from _changed(id_, old[id_], new[id_])


def _changed(id_: str, before: Accepted, after: Accepted) -> Iterator[str]:
    names = dict.fromkeys([*before.scores, *after.scores])
    moved = [
        f"{name} {_figure(before.scores.get(name))} -> {_figure(after.scores.get(name))}"
        for name in names
        if before.scores.get(name) != after.scores.get(name)
    ]
    if before.outcome != after.outcome:
        moved.insert(0, f"{before.outcome} -> {after.outcome}")
    if moved:
        yield f"~ {id_}: {', '.join(moved)}"
    elif before.said != after.said:
        yield f"~ {id_}: other words, scored the same"


def _figure(score: float | None) -> str:
    return "none" if score is None else f"{score:.2f}"

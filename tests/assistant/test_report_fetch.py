import json
from pathlib import Path

from assistant.report_fetch import fetch_json, fetch_text
from ingest.fetch import Download, State

GIVEN = {"title": "T", "url": "https://a.example/"}
NEW = Download(
    source="a", state=State.FETCHED, file="a.pdf", bytes=3 * 2**20, seconds=1.25, **GIVEN
)
RESUMED = Download(
    source="b",
    state=State.CHANGED,
    file="b.pdf",
    bytes=2048,
    resumed_at=1024,
    note="it was b.html before",
    **GIVEN,
)
SAME = Download(source="c", state=State.UNCHANGED, file="c.pdf", **GIVEN)
FAILED = Download(source="d", state=State.FAILED, reason="it is empty", cure="do this", **GIVEN)


def test_what_is_new_or_failed_is_listed_and_all_is_summed_up() -> None:
    assert fetch_text([NEW, RESUMED, SAME, FAILED], folder=Path("my files")).splitlines() == [
        "fetched   a.pdf: 3.0 MB; 1.2 s",
        "changed   b.pdf: 2.0 kB, gone on with at 1.0 kB; 0.0 s",
        "    note: it was b.html before",
        "failed    d: it is empty; do this",
        "    https://a.example/",
        "4 publications: 1 fetched, 1 changed, 1 unchanged, 1 failed",
        "next: advisor ingest 'my files'",
    ]


def test_the_next_step_is_named_only_when_there_is_something_for_it() -> None:
    assert fetch_text([SAME, FAILED], folder=Path("x")).splitlines()[-1] == (
        "2 publications: 1 unchanged, 1 failed"
    )


def test_programs_get_every_field() -> None:
    assert json.loads(fetch_json([FAILED])) == [
        {
            "source": "d",
            "title": "T",
            "url": "https://a.example/",
            "state": "failed",
            "file": None,
            "bytes": 0,
            "resumed_at": 0,
            "note": None,
            "reason": "it is empty",
            "cure": "do this",
            "seconds": 0.0,
        }
    ]

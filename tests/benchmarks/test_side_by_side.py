"""The comparison is fair in its weights, and its page says where ours is worse."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

from benchmarks.side_by_side import page
from benchmarks.side_by_side.__main__ import beside
from benchmarks.side_by_side.systems import OURS, PEERS, ROOT, size_mb
from benchmarks.side_by_side.weights import lay_out
from ingest.embed import MiniLM

_MACHINE = {
    "processor": "a processor",
    "cores": 2,
    "memory_gb": 8,
    "python": "3.11.1",
    "ours": {"numpy": "1.0"},
    "theirs": {"numpy": "2.0"},
}


def _results(**measures: Any) -> dict[str, Any]:
    made = {name: {"day": "2026-01-02", "load": 0.5, "extent": "full"} for name in measures}
    return {"machine": _MACHINE, "made": made} | measures


def _reading(*seconds: float) -> list[dict[str, Any]]:
    """As many seconds for 100 pages by each system, and twice as many of processor, in the
    order of the page."""
    systems = [OURS.name, *(peer.name for peer in PEERS)]
    return [
        {"system": system, "pages": 100, "wall_s": second, "cpu_s": 2 * second}
        for system, second in zip(systems, seconds, strict=True)
    ]


def test_the_peers_embed_by_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model_cache: Path
) -> None:
    lay_out(tmp_path)
    folder = tmp_path / ".cache/chroma/onnx_models/all-MiniLM-L6-v2"
    monkeypatch.setattr(ONNXMiniLM_L6_V2, "DOWNLOAD_PATH", folder)
    texts = ["Thailand taxes digital services.", "A grant pays for half of the costs."]

    theirs = np.array(ONNXMiniLM_L6_V2()(texts))

    assert np.sum(theirs * MiniLM(model_cache).embed(texts), axis=1) == pytest.approx(
        [1, 1], abs=1e-5
    )


def test_ours_is_held_against_the_best_of_them() -> None:
    written = page.written(_results(reading=_reading(5, 100, 20, 50)))

    assert "| pages read a second | 20.0 | 1.0 | 5.0 | 2.0 | 4.00 times LlamaIndex |" in written
    assert "| pages read a second of processor | 10.0 | 0.5 | 2.5 | 1.0 | 4.00 times" in written
    assert "Where ours is worse" not in written


def test_the_page_says_where_ours_is_worse_and_why() -> None:
    written = page.written(_results(reading=_reading(40, 100, 20, 50)))

    (_, worse) = written.split("## Where ours is worse")
    assert "- pages read a second: 0.50 times LlamaIndex. Reading gives the place of" in worse


def test_less_memory_is_better() -> None:
    lines = [
        line | {"peak_mb": peak, "size_mb": 1.0, "start_s": 1.0, "chunks": 9}
        for line, peak in zip(_reading(1, 1, 1, 1), (300, 100, 200, 400), strict=True)
    ]

    written = page.written(_results(ingesting=lines))

    assert "- memory of an ingest, MB: 0.33 times LangChain." in written


def test_each_measure_tells_when_it_was_made() -> None:
    assert "| reading | `make bench-full` | 2026-01-02 | 0.5 |" in page.written(
        _results(reading=_reading(1, 1, 1, 1))
    )


def test_measures_of_another_machine_are_dropped() -> None:
    kept = _results(reading=_reading(1, 1, 1, 1))

    assert beside(kept, _MACHINE) == kept
    assert beside(kept, _MACHINE | {"ours": {"numpy": "1.1"}}) == {
        "machine": _MACHINE | {"ours": {"numpy": "1.1"}},
        "made": {},
    }


def test_several_rounds_show_their_spread() -> None:
    lines = [*_reading(5, 9, 9, 9), *_reading(4, 9, 9, 9), *_reading(10, 9, 9, 9)]

    assert "| 20.0 (10.0–25.0) |" in page.written(_results(reading=lines))


def test_growth_is_told_by_its_exponent() -> None:
    lines = [
        {
            "system": kind.name,
            "size": size,
            "chunks": size,
            "seconds": [size / 1e6] * 20,
            "peak_mb": 1.0,
            "size_mb": 1.0,
        }
        for size in (1_000, 10_000)
        for kind in (OURS, *PEERS)
    ]

    written = page.written(_results(growing=lines))

    assert "| this assistant | 1 / 1 | 10 / 10 | 1.00 | 1 | 1 |" in written


def test_a_system_is_asked_by_lines() -> None:
    requests = [
        {"do": "read", "files": ["a", "bcd"]},
        {"do": "open", "folder": "f"},
        {"do": "search", "questions": ["q"], "limit": 1},
    ]

    served = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.system_of_one_page"],
        cwd=ROOT,
        input="\n".join(map(json.dumps, requests)),
        capture_output=True,
        check=True,
        text=True,
    )

    read, opened, found = map(json.loads, served.stdout.splitlines())
    assert read[0] == 4
    assert opened[0] is None
    assert found[0][0][0] == [["f/q", 3]]


def test_size_is_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/one").write_bytes(bytes(1_500_000))
    (tmp_path / "two").write_bytes(bytes(500_000))

    assert size_mb(tmp_path) == 2.0

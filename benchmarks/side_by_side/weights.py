"""The one set of weights, laid where Chroma's default embedding looks for its download.

Chroma would fetch an archive of the same model. Its class is given our graph of the published
weights instead, under the names that it asks for, so that it runs as it is.
"""

import shutil
from pathlib import Path

import onnx
from onnx import TensorProto, helper

from ingest.minilm import build_graph, model_folder

_FILES = (
    "config.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
    "tokenizer.json",
    "vocab.txt",
)


def lay_out(home: Path) -> None:
    """Make `home` a home folder in which Chroma finds its default model."""
    folder = home / ".cache" / "chroma" / "onnx_models" / "all-MiniLM-L6-v2" / "onnx"
    if (folder / "model.onnx").is_file():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copyfile(model_folder() / name, folder / name)
    part = folder / "model.onnx.part"
    build_graph(model_folder() / "model.safetensors", part)
    model = onnx.load(part)
    # It gives token types, which are all 0, and pools the first output itself.
    model.graph.input.append(
        helper.make_tensor_value_info("token_type_ids", TensorProto.INT64, ["batch", "length"])
    )
    (tokens,) = (one for one in model.graph.output if one.name == "tokens")
    del model.graph.output[:]
    model.graph.output.append(tokens)
    onnx.save(model, part)
    part.replace(folder / "model.onnx")

"""A server of embeddings on 127.0.0.1: OpenAI's protocol and Ollama's, with faults on demand.

A text's vector counts its words, each in a place that its hash picks, so texts that share words are
alike, the same ones on every machine.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from numpy.typing import NDArray

from language.tokens import search_tokens

KEY = "key-of-the-tests"


class Fault(StrEnum):
    """What goes wrong with a request."""

    BUSY = "429"
    BROKEN = "500"
    REFUSED = "401"
    UNKNOWN = "404"
    TOO_FEW = "a vector too few"
    CUT = "cut connection"
    SLOW = "no reply in time"
    NO_NUMBERS = "no numbers"
    ZEROS = "zeros"
    RAGGED = "rows of different lengths"
    NO_JSON = "no JSON"


_STATUS = {Fault.BUSY: 429, Fault.BROKEN: 500, Fault.REFUSED: 401, Fault.UNKNOWN: 404}

SLOWNESS_S = 0.6


@dataclass
class EmbeddingServer:
    """What the server will do, and what it was asked."""

    host: str
    dimensions: int = 64
    faults: list[Fault] = field(default_factory=list)
    """The next requests' faults, one each."""

    always: Fault | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    """The body of each request, with its path and key beside it."""


def hashed_words(texts: Sequence[str], dimensions: int) -> NDArray[np.float32]:
    """Word counts, shape (len(texts), dimensions), not of unit length; no row is of zeros."""
    rows = np.zeros((len(texts), dimensions), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for token in search_tokens(text) or ["nothing"]:
            row[int(hashlib.sha256(token.encode()).hexdigest(), 16) % dimensions] += 1
    return rows


@contextmanager
def embedding_server() -> Iterator[EmbeddingServer]:
    """Serve until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    state = EmbeddingServer(f"127.0.0.1:{server.server_address[1]}")
    server.state = state  # type: ignore[attr-defined]
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass

    def do_POST(self) -> None:
        state: EmbeddingServer = self.server.state  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers.get("Authorization", "")
        state.asked.append({"path": self.path, "key": key, **body})
        fault = state.faults.pop(0) if state.faults else state.always
        if fault is Fault.CUT:
            self.close_connection = True
            return
        if fault is Fault.SLOW:
            time.sleep(SLOWNESS_S)
        if fault in _STATUS:
            # The message of a server may repeat the key it was given.
            self._reply(_STATUS[fault], {"error": {"message": f"{fault.value} for {key}"}})
        elif fault is Fault.NO_JSON:
            self._send(200, b"<html>Welcome</html>")
        else:
            self._reply(200, self._answer(body, fault, state.dimensions))

    def _answer(self, body: dict[str, Any], fault: Fault | None, dimensions: int) -> Any:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        rows: list[Any] = list(hashed_words(texts, dimensions))
        if fault is Fault.TOO_FEW:
            rows.pop()
        elif fault is Fault.ZEROS:
            rows[0] = np.zeros_like(rows[0])
        elif fault is Fault.NO_NUMBERS:
            rows[0] = np.full_like(rows[0], np.nan)
        elif fault is Fault.RAGGED:
            rows[0] = rows[0][:-1]
        if self.path == "/api/embed":
            return {"model": body["model"], "embeddings": [row.tolist() for row in rows]}
        is_base64 = body.get("encoding_format") == "base64"
        return {
            "object": "list",
            "model": body["model"],
            "data": [
                {
                    "object": "embedding",
                    "index": index,
                    "embedding": base64.b64encode(row.tobytes()).decode()
                    if is_base64
                    else row.tolist(),
                }
                for index, row in enumerate(rows)
            ],
            "usage": {"prompt_tokens": 1, "total_tokens": 1},
        }

    def _reply(self, status: int, answer: Any) -> None:
        self._send(status, json.dumps(answer).encode())

    def _send(self, status: int, content: bytes) -> None:
        try:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            # A client that is dropped while it keeps a connection open is a warning of Python's.
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(content)
        except OSError:  # the client has given up
            self.close_connection = True

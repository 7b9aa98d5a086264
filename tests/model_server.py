"""A server on this machine that speaks OpenAI's chat protocol, and misbehaves as it is told.

Tests script it with one reply for each request; the last is given again to whatever comes after.
"""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Says:
    """A draft, streamed in pieces."""

    text: str
    piece: int = 7
    """Characters in a piece."""

    usage: tuple[int, int] | None = (100, 20)
    """Tokens in and out, told when they are asked for."""


@dataclass(frozen=True)
class Fails:
    """An error instead of a reply."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Hangs:
    """Says what it has, and then nothing more until the client leaves."""

    text: str = ""


@dataclass(frozen=True)
class Cut:
    """Says this, and the connection is gone; `politely` as if the reply were complete."""

    text: str
    politely: bool = False


@dataclass(frozen=True)
class Endless:
    """Says this again and again until the client leaves."""

    text: str


@dataclass(frozen=True)
class Garbage:
    """Says this, and then something that is no JSON."""

    text: str


Reply = Says | Fails | Hangs | Cut | Endless | Garbage


class ModelServer:
    """Replies as scripted; keeps the requests."""

    def __init__(self) -> None:
        self.script: Sequence[Reply] = ()
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        """What came as Authorization."""

        self.left = threading.Event()
        """Set when a client has left a reply that was not complete."""

        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._http.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_port}/v1"

    @contextmanager
    def running(self) -> Iterator["ModelServer"]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield self
        finally:
            self.closing.set()
            self._http.shutdown()
            thread.join()
            self._http.server_close()

    def prompt(self, request: int = -1) -> str:
        """All that was said to the model in one request."""
        return "\n".join(message["content"] for message in self.requests[request]["messages"])

    def next_reply(self, request: dict[str, Any], key: str | None) -> Reply:
        with self._lock:
            self.requests.append(request)
            self.keys.append(key)
            return self.script[min(len(self.requests), len(self.script)) - 1]


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = server.next_reply(json.loads(body), self.headers["Authorization"])
            if self.path != "/v1/chat/completions":
                self.send_error(404)
                return
            try:
                self._reply(reply, server.requests[-1])
            except (BrokenPipeError, ConnectionResetError):
                server.left.set()
                self.close_connection = True

        def _reply(self, reply: Reply, request: dict[str, Any]) -> None:
            match reply:
                case Fails(status, headers):
                    self._fail(status, headers)
                case Says(text, piece, usage):
                    counted = usage if request.get("stream_options") else None
                    self._begin()
                    for start in range(0, len(text), piece):
                        self._event(_chunk(text[start : start + piece]))
                    self._end(counted)
                case Hangs(text):
                    self._begin()
                    self._event(_chunk(text))
                    self._wait()
                case Cut(text, politely):
                    self._begin()
                    self._event(_chunk(text))
                    if politely:
                        self.wfile.write(b"0\r\n\r\n")
                    self.close_connection = True
                case Endless(text):
                    self._begin()
                    while not server.closing.wait(0.001):
                        self._event(_chunk(text))
                case Garbage(text):
                    self._begin()
                    self._event(_chunk(text))
                    self._write(b"data: {no json\n\n")
                    self._end(None)

        def _fail(self, status: int, headers: Mapping[str, str]) -> None:
            body = json.dumps({"error": {"message": f"status {status}", "type": "test"}}).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _begin(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()

        def _event(self, chunk: Mapping[str, Any]) -> None:
            self._write(f"data: {json.dumps(chunk)}\n\n".encode())

        def _end(self, usage: tuple[int, int] | None) -> None:
            self._event(_chunk("", finish_reason="stop"))
            if usage is not None:
                tokens = dict(zip(("prompt_tokens", "completion_tokens"), usage, strict=True))
                self._event(_chunk() | {"usage": tokens | {"total_tokens": sum(usage)}})
            self._write(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _write(self, data: bytes) -> None:
            self.wfile.write(b"%x\r\n%b\r\n" % (len(data), data))
            self.wfile.flush()

        def _wait(self) -> None:
            """Until the client leaves: what it has closed can be read to its end."""
            self.connection.settimeout(0.02)
            while not server.closing.is_set():
                try:
                    if not self.connection.recv(1):
                        server.left.set()
                        self.close_connection = True
                        return
                except TimeoutError:
                    continue

    return Handler


def _chunk(text: str | None = None, finish_reason: str | None = None) -> dict[str, Any]:
    """One event of a stream; without text, one that has no choices."""
    delta = {"index": 0, "delta": {"role": "assistant", "content": text}}
    return {
        "id": "chatcmpl-test",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": "test",
        "choices": [] if text is None else [delta | {"finish_reason": finish_reason}],
    }

"""A web server on 127.0.0.1 that answers as a test says, and a clock that nobody waits for."""

import gzip
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread

from ingest.address import IPAddress, is_public
from ingest.sources import Source
from ingest.web import Limits, Web

PDF = b"%PDF-1.7\n" + b"x" * 200_000 + b"\n%%EOF\n"
HTML = b"<!doctype html><html lang='en'><title>A page</title><p>The fund began in 1991.</p>"


@dataclass(frozen=True)
class Request:
    host: str
    path: str
    headers: Mapping[str, str]
    at: float
    """By the clock of the test."""


@dataclass
class Clock:
    """Seconds that pass only when someone sleeps or a server is slow."""

    seconds: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds


@dataclass(frozen=True)
class Reply:
    """What a server answers; with `etag` it also answers conditions and ranges."""

    body: bytes = b""
    type: str | None = "application/pdf"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    length: int | None = None
    """Content-Length, where it is not that of the body; -1 for none at all."""

    gzipped: bool = False

    def __call__(self, visit: "Visit") -> None:
        body, status, extra = self.body, self.status, dict(self.headers)
        asked = visit.headers
        if self.etag is not None:
            extra["ETag"] = self.etag
            if asked.get("If-None-Match") == self.etag:
                visit.send(304, extra)
                return
            if "Range" in asked and asked.get("If-Range") == self.etag:
                start = int(asked["Range"].removeprefix("bytes=").removesuffix("-"))
                if start >= len(body):
                    visit.send(416, extra)
                    return
                extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
                body, status = body[start:], 206
        if self.gzipped:
            body = gzip.compress(body)
            extra["Content-Encoding"] = "gzip"
        if self.type is not None:
            extra["Content-Type"] = self.type
        if self.length != -1:
            extra["Content-Length"] = str(len(body) if self.length is None else self.length)
        visit.send(status, extra, body)


class Visit(BaseHTTPRequestHandler):
    """One request, as a route sees it."""

    site: "Site"

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.site.requests.append(
            Request(host, self.path, dict(self.headers), self.site.clock.seconds)
        )
        nothing = Reply(status=404)
        route = self.site.routes.get(f"//{host}{self.path}") or self.site.routes.get(self.path)
        (route or nothing)(self)

    def send(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


Route = Callable[[Visit], None]


class Site:
    """Routes by path, or by `//host/path`; every name ending in `.example` is this server."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = server.server_port
        self.routes: dict[str, Route] = {}
        self.requests: list[Request] = []
        self.clock = Clock()
        self.names = {"inside.example": "10.0.0.1", "mixed.example": "8.8.8.8 192.168.0.1"}

    def url(self, path: str, host: str = "one.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def source(self, id: str, path: str, *, host: str = "one.example", **more: object) -> Source:
        given = {"id": id, "title": f"The {id}", "url": self.url(path, host), **more}
        return Source.model_validate(given)

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    def resolve(self, host: str, port: int) -> list[IPAddress]:
        if host.endswith(".example"):
            return [ip_address(text) for text in self.names.get(host, "127.0.0.1").split()]
        raise OSError("Name or service not known")

    def web(self, **limits: float) -> Web:
        return Web(
            limits=Limits(**limits),  # type: ignore[arg-type]
            admits=lambda address: address.is_loopback or is_public(address),
            resolve=self.resolve,
            clock=self.clock,
            sleep=self.clock.sleep,
        )


@contextmanager
def serve() -> Iterator[Site]:
    class Here(Visit):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Here) as server:
        server.daemon_threads = True
        site = Site(server)
        Here.site = site
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()

"""The way onto the network: to checked addresses only, and within a time limit that holds.

httpx hands a host's name to the system, which resolves it once more while connecting: a name that
stood for a public address when it was checked may then stand for a private one. Here the check and
the connection use the same address. A limit on each read alone would let a server that sends a
byte now and then hold a download for ever, so every read and write is also held to a deadline.
"""

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import httpcore
import httpx

from ingest.address import AddressCheck, Resolve
from ingest.errors import FetchFailed

_TRIED = 4
"""Addresses of one host that a connection is tried to."""

_LATER = "try again later"

GO_ON = "run this again: what has come is kept if the server can go on from there"

SecondsLeft = Callable[[], float]
"""Seconds until the deadline; raises `FetchFailed` when there are none."""


class CheckedTransport(httpx.BaseTransport):
    """Sends one request to addresses that `admits` lets through; every failure is `FetchFailed`.

    No proxy is used: the address that was checked must be the one that is reached.
    """

    def __init__(
        self,
        *,
        admits: AddressCheck,
        resolve: Resolve,
        left: SecondsLeft,
        ssl_context: ssl.SSLContext,
    ) -> None:
        self._left = left
        self._pool = httpcore.ConnectionPool(
            ssl_context=ssl_context,
            max_keepalive_connections=0,  # a kept connection would keep its old deadline
            network_backend=_CheckedBackend(admits, resolve, left),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        with _explained(self._left):
            response = self._pool.handle_request(
                httpcore.Request(
                    request.method,
                    url,
                    headers=request.headers.raw,
                    extensions=request.extensions,
                )
            )
        return httpx.Response(
            response.status, headers=response.headers, stream=_Body(response, self._left)
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, response: httpcore.Response, left: SecondsLeft) -> None:
        self._response = response
        self._left = left

    def __iter__(self) -> Iterator[bytes]:
        with _explained(self._left):
            yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class _CheckedBackend(httpcore.NetworkBackend):
    def __init__(self, admits: AddressCheck, resolve: Resolve, left: SecondsLeft) -> None:
        self._admits = admits
        self._resolve = resolve
        self._left = left
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = self._resolve(host, port)
        except OSError as error:
            raise FetchFailed(
                f"nobody knows the host {host!r} ({error.strerror or error})",
                "check the address and the network",
            ) from error
        for address in addresses:
            # One that leads inside is enough: such a name is not the public's.
            if not self._admits(address):
                raise FetchFailed(
                    f"the host {host!r} stands for {address}, which is not on the public internet",
                    "give an address that everyone can open, or copy the file by hand",
                )
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in addresses[:_TRIED]:
            try:
                stream = self._sockets.connect_tcp(
                    str(address),
                    port,
                    timeout=_within(timeout, self._left),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._left)
        raise failure


class _TimedStream(httpcore.NetworkStream):
    """A connection whose every step is held to the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, left: SecondsLeft) -> None:
        self._stream = stream
        self._left = left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout, self._left))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout, self._left))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        timeout = _within(timeout, self._left)
        return _TimedStream(
            self._stream.start_tls(ssl_context, server_hostname, timeout), self._left
        )

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None, left: SecondsLeft) -> float:
    seconds = left()
    return seconds if timeout is None else min(timeout, seconds)


@contextmanager
def _explained(left: SecondsLeft) -> Iterator[None]:
    try:
        yield
    except httpcore.ConnectTimeout as error:
        left()
        raise FetchFailed("the server did not take the connection in time", _LATER) from error
    except httpcore.TimeoutException as error:
        left()
        raise FetchFailed("the server stopped sending", GO_ON) from error
    except httpcore.ConnectError as error:
        if "CERTIFICATE_VERIFY_FAILED" in str(error):
            raise FetchFailed(
                f"the server's certificate is not valid ({error})",
                "open the address in a browser, and correct it in the list if the site has moved",
            ) from error
        raise FetchFailed(
            f"no connection to the server ({error})", "check the address and the network"
        ) from error
    except httpcore.NetworkError as error:
        raise FetchFailed(f"the connection broke off ({error})", GO_ON) from error
    except httpcore.ProtocolError as error:
        raise FetchFailed(f"the server's answer broke off or is damaged ({error})", GO_ON) from (
            error
        )

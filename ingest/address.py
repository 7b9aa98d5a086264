"""Which addresses on the web may be fetched.

An address in a list, or in a redirect, may point into the network that this program runs in. So a
host's name is resolved once, every address that it stands for is checked, and the connection goes
to one that was checked (`ingest/transport.py`).
"""

import re
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from ingest.errors import FetchFailed

IPAddress = IPv4Address | IPv6Address

AddressCheck = Callable[[IPAddress], bool]
"""Whether an IP address may be connected to."""

Resolve = Callable[[str, int], Sequence[IPAddress]]
"""What a host's name and a port stand for; raises `OSError` when nobody knows the host."""

_LONGEST = 2000
_UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f]")
_CORRECT = "correct the address in the list"

# RFC 6052, section 2.1: networks without IPv4 reach it through these.
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: IPAddress) -> bool:
    """Whether an address is of the public internet, and any IPv4 address within it too.

    Private, loopback, link-local, shared, reserved, documentation and multicast addresses are not.
    """
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.sixtofour is not None and not is_public(address.sixtofour):
            return False
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def resolve(host: str, port: int) -> list[IPAddress]:
    """The addresses that the system knows a host by, each once, the preferred first."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("it is not a host's name") from error
    # `%eth0` behind a link-local address names a network card.
    texts = [str(place[0]).partition("%")[0] for *_, place in found]
    return [ip_address(text) for text in dict.fromkeys(texts)]


def check_address(text: str) -> httpx.URL:
    """The address, without its fragment, when it is of the web and holds no secret.

    Raises `FetchFailed` for anything that is not http or https, for a user name or password, and
    for what is no address at all.
    """
    shown = repr(text[:100])
    if len(text) > _LONGEST:
        raise FetchFailed(f"the address {shown}… is longer than {_LONGEST} characters", _CORRECT)
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchFailed(f"{shown} is not a web address ({error})", _CORRECT) from error
    if url.scheme not in {"http", "https"}:
        raise FetchFailed(f"{shown} is not an http or https address", _CORRECT)
    if url.userinfo:
        raise FetchFailed(
            f"the address of {url.host!r} holds a user name or password",
            "take it out: what needs a log-in is downloaded by hand",
        )
    has_port = url.port is None or 0 < url.port < 65536
    if not url.host or not has_port or _UNPRINTABLE.search(text):
        raise FetchFailed(f"{shown} is not a web address", _CORRECT)
    return url.copy_with(fragment=None)

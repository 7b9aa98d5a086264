"""Who may change the library from the browser."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

import streamlit as st

from assistant.settings import LibraryUse, Settings

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def may_edit() -> bool:
    """As `ADVISOR_LIBRARY` says; without it, only who sits at this machine."""
    use = Settings.load().library
    if use is not None:
        return use is LibraryUse.EDIT
    return is_local(st.get_option("server.address"), st.context.headers)


def is_local(address: object, headers: Mapping[str, str]) -> bool:
    """Whether the app listens on this machine alone, and was asked by it.

    A proxy that runs here asks from here, too: what it forwards for others tells by its headers,
    or by the name that the browser used.
    """
    host = urlsplit(f"//{headers.get('Host', '')}").hostname
    return (
        _is_loopback(address)
        and _is_loopback(host)
        and not any(name in headers for name in _FORWARDED)
    )


def _is_loopback(host: object) -> bool:
    if not isinstance(host, str):
        return False
    try:
        return host == "localhost" or ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False

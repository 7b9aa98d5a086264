import socket
from ipaddress import ip_address

import pytest

from ingest.address import check_address, is_public, resolve
from ingest.errors import FetchFailed


@pytest.mark.parametrize(
    ("text", "public"),
    [
        pytest.param("8.8.8.8", True, id="public"),
        pytest.param("2606:4700:4700::1111", True, id="public v6"),
        pytest.param("127.0.0.1", False, id="loopback"),
        pytest.param("127.9.9.9", False, id="loopback, another"),
        pytest.param("::1", False, id="loopback v6"),
        pytest.param("10.1.2.3", False, id="private A"),
        pytest.param("172.16.0.1", False, id="private B"),
        pytest.param("192.168.1.1", False, id="private C"),
        pytest.param("fd00::1", False, id="private v6"),
        pytest.param("fec0::1", False, id="site-local v6"),
        pytest.param("169.254.169.254", False, id="link-local"),
        pytest.param("fe80::1", False, id="link-local v6"),
        pytest.param("100.64.0.1", False, id="shared"),
        pytest.param("0.0.0.0", False, id="unspecified"),  # noqa: S104
        pytest.param("::", False, id="unspecified v6"),
        pytest.param("240.0.0.1", False, id="reserved"),
        pytest.param("255.255.255.255", False, id="broadcast"),
        pytest.param("192.0.2.1", False, id="documentation"),
        pytest.param("224.0.0.1", False, id="multicast"),
        pytest.param("239.1.1.1", False, id="multicast, private"),
        pytest.param("ff0e::1", False, id="multicast v6"),
        pytest.param("::ffff:8.8.8.8", True, id="mapped public"),
        pytest.param("::ffff:127.0.0.1", False, id="mapped loopback"),
        pytest.param("::ffff:169.254.169.254", False, id="mapped link-local"),
        pytest.param("::127.0.0.1", False, id="compatible loopback"),
        pytest.param("2002:7f00:1::", False, id="6to4 of loopback"),
        pytest.param("2002:a00:1::", False, id="6to4 of private"),
        pytest.param("64:ff9b::808:808", True, id="NAT64 of public"),
        pytest.param("64:ff9b::a00:1", False, id="NAT64 of private"),
        pytest.param("2001::1", False, id="Teredo"),
    ],
)
def test_only_the_public_internet_is_public(text: str, public: bool) -> None:
    assert is_public(ip_address(text)) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "0x7f.1", "2130706433", "127.1"])
def test_odd_spellings_of_an_address_are_resolved_before_they_are_judged(host: str) -> None:
    assert not any(map(is_public, resolve(host, 80)))


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "a..example"])
def test_what_is_no_name_is_an_unknown_host(host: str) -> None:
    with pytest.raises(OSError, match="not a host's name"):
        resolve(host, 80)


def test_a_scope_is_no_part_of_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    info = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("fe80::1%eth0", 80, 0, 2))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [info, info])

    assert resolve("x.example", 80) == [ip_address("fe80::1")]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("https://a.example/b?c=d", "https://a.example/b?c=d", id="as it is"),
        pytest.param("HTTP://A.example/#part", "http://a.example/", id="without its fragment"),
        pytest.param("http://a.example/政策", "http://a.example/%E6%94%BF%E7%AD%96", id="Chinese"),
        pytest.param("https://[2606:4700::1]:8443/", "https://[2606:4700::1]:8443/", id="v6"),
    ],
)
def test_a_web_address_is_taken(text: str, kept: str) -> None:
    assert str(check_address(text)) == kept


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param("file:///etc/passwd", "is not an http or https address", id="file"),
        pytest.param("ftp://a.example/", "is not an http or https address", id="ftp"),
        pytest.param("javascript:alert(1)", "is not an http or https address", id="script"),
        pytest.param("//a.example/", "is not an http or https address", id="no scheme"),
        pytest.param("a.example", "is not an http or https address", id="a name alone"),
        pytest.param("", "is not an http or https address", id="empty"),
        pytest.param("http://", "is not a web address", id="no host"),
        pytest.param("http://a.example/b c", "is not a web address", id="white space"),
        pytest.param("http://a.example/\r\nX: y", "is not a web address", id="line break"),
        pytest.param("http://a.example:99999/", "is not a web address", id="port"),
        pytest.param("http://me@a.example/", "holds a user name or password", id="user"),
        pytest.param("http://me:secret@a.example/", "holds a user name", id="password"),
        pytest.param("http://a.example/" + "x" * 2000, "longer than 2000", id="long"),
    ],
)
def test_any_other_address_is_refused(text: str, reason: str) -> None:
    with pytest.raises(FetchFailed) as caught:
        check_address(text)

    assert reason in caught.value.reason
    assert "secret" not in str(caught.value)

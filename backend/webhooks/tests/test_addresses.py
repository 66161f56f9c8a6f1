"""Addresses that are called: none of this machine or its networks, whatever they look like."""

import socket
from ipaddress import ip_address, ip_network

import pytest

from webhooks.services.addresses import BadAddressError, Target
from webhooks.services.sending import SendingError, post

PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255"),  # noqa: S104
    *("192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8", "192.0.2.1", "198.18.0.1"),
    *("198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fe80::1%1", "fc00::1", "fd00:ec2::254"),
    *("fec0::1", "ff02::1", "2001:db8::1", "2001::1", "3fff::1", "100::1", "5f00::1"),
    # An address of IPv4 in other clothes.
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::10.0.0.1", "2002:7f00:1::"),
    "2002:a9fe:a9fe::1",
]
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "2002:101:101::1"]


def target(port=443, scheme="https"):
    return Target(scheme=scheme, host="hooks.example.com", port=port, path="/")


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_not_called(address):
    assert not target().may_be_at(ip_address(address), networks=[])


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is_public_is_called_by_https_at_its_ports_alone(address):
    address = ip_address(address)

    assert target().may_be_at(address, networks=[])
    assert target(8443).may_be_at(address, networks=[])
    assert not target(22).may_be_at(address, networks=[])
    assert not target(80, "http").may_be_at(address, networks=[])
    # Another network that the operator has opened opens nothing here.
    assert not target(80, "http").may_be_at(address, networks=[ip_network("10.0.0.0/8")])


@pytest.mark.parametrize("address", ["10.1.2.3", "::ffff:10.1.2.3", "64:ff9b::a01:203"])
def test_in_a_network_that_the_operator_opens_every_port_and_plain_http_will_do(address):
    networks = [ip_network("10.0.0.0/8")]

    assert target(9000, "http").may_be_at(ip_address(address), networks=networks)
    assert not target().may_be_at(ip_address("10.1.2.3"), networks=[ip_network("10.9.0.0/16")])
    assert not target().may_be_at(ip_address("192.168.0.1"), networks=networks)


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "[::1]", "2130706433", "0x7f000001", "0177.0.0.1", "127.1"),
        *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]"),
    ],
)
def test_this_machine_is_not_called_however_it_is_written(host):
    with pytest.raises(SendingError) as refused:
        post(f"https://{host}/", headers={}, body=b"", networks=[], timeout_seconds=30)

    assert refused.value.code in {"address_not_allowed", "name_not_found"}


def resolving_to(*addresses):
    def resolve(host, port, *args, **kwargs):
        families = [socket.AF_INET6 if ":" in one else socket.AF_INET for one in addresses]
        return [
            (family, socket.SOCK_STREAM, 6, "", (one, port))
            for family, one in zip(families, addresses, strict=True)
        ]

    return resolve


def test_a_name_that_leads_to_several_is_called_where_it_may_be(monkeypatch):
    """The resolver is the edge: whoever owns a name says where it leads."""
    monkeypatch.setattr(socket, "getaddrinfo", resolving_to("127.0.0.1", "1.1.1.1", "::1"))

    assert target().find_addresses(networks=[]) == ["1.1.1.1"]


def test_the_name_is_asked_once_and_the_address_that_was_checked_is_called(monkeypatch):
    """A name that leads elsewhere when it is asked again (DNS rebinding) gains nothing."""
    called, asked = [], []
    resolve = resolving_to("1.1.1.1")

    def refuse(address, timeout):
        called.append(address)
        raise ConnectionRefusedError

    def ask(host, port, *args, **kwargs):
        asked.append(host)
        return (resolve if len(asked) == 1 else resolving_to("127.0.0.1"))(host, port)

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    monkeypatch.setattr(socket, "create_connection", refuse)

    with pytest.raises(SendingError):
        post("https://hooks.example.com/", headers={}, body=b"", networks=[], timeout_seconds=30)

    assert (asked, called) == (["hooks.example.com"], [("1.1.1.1", 443)])


@pytest.mark.parametrize("networks", [[], [ip_network("10.0.0.0/8")]])
def test_an_address_that_was_stored_before_is_checked_again(networks):
    """What the operator allows may have changed since."""
    with pytest.raises(SendingError) as refused:
        post("http://127.0.0.1/", headers={}, body=b"", networks=networks, timeout_seconds=30)

    assert refused.value.code == "address_not_allowed"


def test_a_port_that_no_address_has_is_refused():
    with pytest.raises(BadAddressError):
        Target.parse("https://hooks.example.com:0x50/", networks=[])

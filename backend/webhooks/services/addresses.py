"""Addresses that web hooks may lead to: public ones, and those of networks that the operator names.

An endpoint is a stranger's word. Without this it would have the server call its own machine, the
others of its network, or the platform's metadata service (OWASP, "Server-Side Request Forgery").
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
)
from typing import Self
from urllib.parse import SplitResult, urlsplit

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

HTTPS = "https"
_DEFAULT_PORTS = {HTTPS: 443, "http": 80}
# Of public addresses: nothing else there is a web server, and the log would tell who listens.
_PUBLIC_PORTS = frozenset({443, 8443})
# All public addresses of today (RFC 4291, 2.4), so nothing odd has to be listed.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
# For examples (RFC 9637); Python 3.13 does not know.
_DOCUMENTATION = IPv6Network("3fff::/20")
# Whoever sends there reaches the IPv4 address at the end (RFC 6052, 2.1).
_NAT64 = IPv6Network("64:ff9b::/96")
_MOST_TRIED = 4


class BadAddressError(Exception):
    """It cannot be an endpoint; the text is for its owner."""


class NameNotFoundError(Exception):
    """The name has no address."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """An endpoint's address, taken apart. `host` in ASCII, `path` with the query."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str, *, networks: Sequence[Network]) -> Self:
        """Raises BadAddressError. A name is looked up only when something is sent."""
        parts, port = _split(url)
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise BadAddressError("This is no address that begins with https://.")
        if parts.scheme != HTTPS and not networks:
            raise BadAddressError("The address must begin with https://.")
        if "@" in parts.netloc or parts.fragment:
            raise BadAddressError("The address must have no user, password or fragment.")
        target = cls(
            scheme=parts.scheme,
            host=_ascii(parts.hostname),
            port=_DEFAULT_PORTS[parts.scheme] if port is None else port,
            path=(parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
        )
        literal = _literal(target.host)
        if literal is not None and not target.may_be_at(literal, networks=networks):
            raise BadAddressError("Nothing may be sent to this address.")
        if not networks and target.port not in _PUBLIC_PORTS:
            raise BadAddressError("The port must be 443 or 8443.")
        return target

    def may_be_at(self, address: Address, *, networks: Sequence[Network]) -> bool:
        """In a network that the operator opens, plain HTTP and every port will do."""
        address = _innermost(address)
        if any(address in network for network in networks):
            return True
        return self.scheme == HTTPS and self.port in _PUBLIC_PORTS and is_public(address)

    def find_addresses(self, *, networks: Sequence[Network]) -> list[str]:
        """Where something may be sent now; empty: nowhere. To be connected to as they are: asked
        again, the name may lead elsewhere. Raises NameNotFoundError.

        How long the question may take is a setting of the system's resolver (resolv.conf(5)).
        """
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise NameNotFoundError from error
        addresses = dict.fromkeys(str(place[0]) for *_, place in found)
        allowed = [
            address
            for address in addresses
            if self.may_be_at(ip_address(address), networks=networks)
        ]
        return allowed[:_MOST_TRIED]


def is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        is_known = address in _GLOBAL_UNICAST and address not in _DOCUMENTATION
        return is_known and address.is_global
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _innermost(address: Address) -> Address:
    """The IPv4 address that is behind one of IPv6, if one is."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _split(url: str) -> tuple[SplitResult, int | None]:
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise BadAddressError("The address must be ASCII without blanks; names as `xn--...`.")
    try:
        parts = urlsplit(url)
        return parts, parts.port
    except ValueError:
        raise BadAddressError("This is not an address.") from None


def _ascii(host: str) -> str:
    """Names that no resolver takes are refused here, before they are stored."""
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        raise BadAddressError("This is not an address.") from None


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None

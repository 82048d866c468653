"""Which network addresses messages may be posted to: a name is resolved once, and that address is used."""

import ipaddress
import socket

from django.conf import settings
from django.utils.translation import gettext as _

from tracker.services.delivery_errors import PermanentError, TemporaryError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(PermanentError):
    """The address is private, loopback, link-local or otherwise not of the public network."""


def resolve(host: str, port: int) -> str:
    """The first address of a host, once all of them have passed.

    All must pass, since a name that leads inside as well as outside is not to be trusted. Raises
    ForbiddenAddressError, or TemporaryError where the name cannot be resolved.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise TemporaryError(f"{host}: {error}") from error
    addresses = [str(entry[4][0]) for entry in found]
    for address in addresses:
        check_literal(address)
    return addresses[0]


def check_literal(host: str) -> None:
    """Raise ForbiddenAddressError if `host` is written as an address that is not allowed; names pass."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return
    if not settings.AHD_WEBHOOK_PRIVATE_ADDRESSES and not _is_public(address):
        raise ForbiddenAddressError(_("%(host)s is not an address of the public network.") % {"host": host})


def _is_public(address: Address) -> bool:
    """Whether packets to it leave for the public network, also if it wraps an IPv4 address."""
    if isinstance(address, ipaddress.IPv6Address):
        wrapped = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if wrapped:
            return _is_public(wrapped)
        if address in _NAT64:
            return _is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return address.is_global and not address.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

"""Reach out, for sealing only: ask a time service, fetch a revocation list, ask a responder.

Nothing else has a network.

Only https, or this computer itself; no address follows from an answer (no redirect); an answer has a size and
a time in which it must be there. What is asked holds a hash or the number of a certificate, never a document.
"""

from __future__ import annotations

import ipaddress
import time
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from zvdesk.errors import SealFailed

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST = 30.0  # seconds for a whole answer
_PATIENCE = 10.0  # seconds for each step of it
_LARGEST_ANSWER = 100_000  # bytes
_LARGEST_LIST = 5_000_000
_PIECE = 65_536


def ask_time_service(address: str, request: bytes) -> bytes:
    """Return what a time service answers to a request (RFC 3161, 3.4); raise SealFailed."""
    headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
    return _answer(address, headers, _LARGEST_ANSWER, request)


def fetch_list(address: str) -> bytes:
    """Return what stands at the address of a revocation list; raise SealFailed."""
    return _answer(address, {}, _LARGEST_LIST)


def ask_responder(address: str, request: bytes) -> bytes:
    """Return what a responder answers to a question about a certificate (RFC 6960, A.1); raise SealFailed."""
    headers = {"Content-Type": "application/ocsp-request", "Accept": "application/ocsp-response"}
    return _answer(address, headers, _LARGEST_ANSWER, request)


def is_allowed(address: str) -> bool:
    """Tell whether an address may be reached: https, or http on this computer, and no password in it."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or "@" in parts.netloc or any(not " " < letter < "\x7f" for letter in address):
        return False
    return parts.scheme == "https" or (parts.scheme == "http" and _is_here(host))


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Follow nobody elsewhere."""

    def redirect_request(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - urllib's own parameters
        """Return nothing: a redirect then is an error like any other."""


def _answer(address: str, headers: Mapping[str, str], most: int, body: bytes | None = None) -> bytes:
    if not is_allowed(address):
        raise SealFailed("address")
    handlers: list[urllib.request.BaseHandler] = [_NoRedirect()]
    if _is_here(urlsplit(address).hostname or ""):
        handlers.append(urllib.request.ProxyHandler({}))  # no proxy stands between a computer and itself
    request = urllib.request.Request(address, data=body, headers=dict(headers))  # noqa: S310 - see is_allowed
    ends = time.monotonic() + _LONGEST
    try:
        with urllib.request.build_opener(*handlers).open(request, timeout=_PATIENCE) as response:
            data = bytearray()
            while piece := response.read1(_PIECE):
                data += piece
                if len(data) > most or time.monotonic() > ends:
                    raise SealFailed("unreachable")
    except urllib.error.HTTPError as error:
        error.close()
        raise SealFailed("unreachable") from error
    except (OSError, HTTPException, ValueError) as error:
        raise SealFailed("unreachable") from error
    return bytes(data)

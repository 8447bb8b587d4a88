"""How often one address may post letters, and how much. Keeps a hash of the address in the cache for a minute, no more."""

from __future__ import annotations

import logging
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited

logger = logging.getLogger(__name__)

#: A filled letter in the longest alphabet has 2 KB a field; more is no letter.
LARGEST_POST = 256 * 1024
#: By what is asked for. A whole branch may sit behind one address.
RATES = {"fill": "60/m", "file": "20/m", "report": "5/m", "refusal": "60/m"}


def client_address(_group: str, request: HttpRequest) -> str:
    """The reader's address: behind proxies of our own, what the outermost of them has seen.

    Of an IPv6 address the network, because every line has a whole one (/64) to choose from.
    """
    proxies: int = settings.TRUSTED_PROXIES
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    seen = forwarded[max(len(forwarded) - proxies, 0)] if proxies and forwarded else request.META.get("REMOTE_ADDR", "")
    try:
        address = ip_address(seen)
    except ValueError:
        return str(seen)
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or ip_network((int(address) >> 64 << 64, 64)))


def refusal_for(request: HttpRequest, purpose: str) -> HTTPStatus | None:
    """Why a post is refused: 413 when it is too large, 429 when there were too many; None when it may go on.

    Raises PermissionDenied for the form of another site.
    """
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        raise PermissionDenied  # another site's form: nobody has typed this here
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_POST:
        return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    try:
        too_often = is_ratelimited(
            request, group=f"letters.{purpose}", key=client_address, rate=RATES[purpose], increment=True
        )
    except Exception:
        # A reader's letter is worth more than the count of letters.
        logger.exception("The cache that counts posts does not answer")
        return None
    return HTTPStatus.TOO_MANY_REQUESTS if too_often else None

"""The QR code of a page, for paper: a reader points her phone at a handout and is on the page."""

from __future__ import annotations

import io

import segno
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from outputs.addresses import absolute

#: A sixth of the code may be torn, folded or stained.
ERROR_CORRECTION = "m"
#: Light modules around the code; readers need four (ISO/IEC 18004).
QUIET_ZONE = 4
SECONDS_FRESH = 86400


def drawing(address: str) -> bytes:
    """An SVG without a size of its own: it fills the place that the style sheet gives it. The same for the same address."""
    drawn = io.BytesIO()
    segno.make_qr(address, error=ERROR_CORRECTION).save(
        drawn, kind="svg", border=QUIET_ZONE, omitsize=True, xmldecl=False, svgclass=None, lineclass=None, light="#fff"
    )
    return drawn.getvalue()


@require_safe
def code(request: HttpRequest, path: str) -> HttpResponse:
    """The code for an address of this site, whether or not there is a page: it says nothing that its address does not."""
    response = HttpResponse(drawing(absolute(f"/{path}/")), content_type="image/svg+xml")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS_FRESH}"
    return response

"""QR codes, by which a reader of the paper comes to the page as it is now."""

from functools import cache

import segno

QUIET = 4
"""Modules of white around a code, as its standard asks for."""

MASK = 4
"""All eight patterns can be read alike; to try each of them on every page takes most of the time."""


@cache  # `mkdocs serve` builds the same addresses again and again
def svg(address: str) -> str:
    """A QR code as an SVG element that takes the size of its place."""
    code = segno.make(address, error="m", micro=False, mask=MASK)
    return str(code.svg_inline(border=QUIET, omitsize=True, svgclass=None, lineclass=None))

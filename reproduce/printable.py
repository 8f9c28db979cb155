"""Text for a terminal.

Names of files, folders and tracks are somebody else's: a control character in one would clear the screen or set the
window's title, a bidirectional one would turn the words around it.
"""

import re

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def printable(text: str) -> str:
    """The text with control characters written out, `\\x1b` or `\\u202e`; line breaks and tabs stay.

    `setup/printable.mjs` does the same.
    """
    return UNPRINTABLE.sub(lambda match: escaped(ord(match[0])), text)


def without_colour(text: str) -> str:
    """For what Jupyter writes: without the sequences that set colours."""
    return COLOUR.sub("", text)


def escaped(code: int) -> str:
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:x}"

"""What stands in a PDF that Chromium printed: its sheets, and its text, as somebody selects it."""

import re
import zlib
from unicodedata import normalize

_OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\nendstream", re.DOTALL)  # whose last byte may be a return
_FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>\s*(?:-?[\d.]+\s*)?(?=[^>]*T[jJ])|(ET)")
_PAIR = re.compile(rb"<(\w+)> <(\w+)>\n")
_RANGE = re.compile(rb"<(\w+)> <(\w+)> <(\w+)>\n")


def sheets(pdf: bytes) -> int:
    """How many sheets of paper it comes to."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def text_of(pdf: bytes) -> str:
    """All text, with one space between words, and letters that are drawn as one apart."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    fonts = {name: _letters(objects, int(number)) for name, number in _FONT.findall(pdf)}
    words: list[str] = []
    for body in objects.values():
        content = _unpacked(body)
        letters: dict[int, str] = {}
        for font, glyphs, end in _SHOWN.findall(content) if b" Tf" in content else ():
            letters = fonts.get(font, {}) if font else letters
            words += [letters.get(int(glyphs[k : k + 4], 16), "") for k in range(0, len(glyphs), 4)]
            words += [" "] if end else []
    return normalize("NFKC", " ".join("".join(words).split()))


def _unpacked(body: bytes) -> bytes:
    found = _STREAM.search(body)
    if not found:
        return b""
    # Of a stream whose own last byte is a \r that byte is lost, which is of its checksum.
    return zlib.decompressobj().decompress(found[1]) if b"/FlateDecode" in body else found[1]


def _letters(objects: dict[int, bytes], number: int) -> dict[int, str]:
    """The letter of each glyph of a font."""
    at = re.search(rb"/ToUnicode (\d+) 0 R", objects.get(number, b""))
    table = _unpacked(objects[int(at[1])]) if at else b""
    found = {int(glyph, 16): _text(letter) for glyph, letter in _PAIR.findall(table)}
    for first, last, letter in _RANGE.findall(table):
        for k in range(int(last, 16) - int(first, 16) + 1):
            found[int(first, 16) + k] = chr(int(letter, 16) + k)
    return found


def _text(letter: bytes) -> str:
    return bytes.fromhex(letter.decode()).decode("utf-16-be", "replace")

"""From a file to numbered lines: size, encoding, and every way that can go wrong."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from gongkai.catalog import files
from gongkai.refusals import Refused

MAX_BYTES = 20 * 1024 * 1024

# Soft breaks that text exports leave inside a line; they do not count as lines of the file.
_SOFT_BREAKS = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f]")
_BOMS = (  # the longer first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BLANKS = (b"\t", b"\n", b"\r", b" ")
_SAMPLE = 8192  # bytes that show whether a text is UTF-16


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source; ``number`` counts from 1."""

    text: str
    number: int

    @property
    def blank(self) -> bool:
        """True where nothing is printed and no cell begins."""
        return "\t" not in self.text and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Source:
    """A text to read: its name for messages, its encoding where it was a file, its lines."""

    name: str
    encoding: str | None
    lines: tuple[Line, ...]


def load(path: str | Path) -> Source:
    """Read the text file at ``path``, to 20 MB, in any encoding :func:`decode` knows.

    Refuses with ``catalog-file-…`` or ``catalog-encoding``.
    """
    text, encoding = decode(files.read_bytes(Path(path), MAX_BYTES), str(path))
    return from_text(text, str(path), encoding)


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text of ``data`` and its encoding: UTF-8, GB18030 or UTF-16, marked or not.

    Marks of byte order inside the text are dropped, and so are NUL bytes at its end. Refuses with
    ``catalog-encoding``, and with ``catalog-file-binary`` where it is no text.
    """
    for encoding in _candidates(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.rstrip("\0").replace("\ufeff", "")
        if _CONTROL.search(text):
            raise Refused(
                "catalog-file-binary",
                f"文件 {name} 含有二进制内容，不是纯文本；请另存为 UTF-8 纯文本再读。",
            )
        return text, encoding
    raise Refused(
        "catalog-encoding",
        f"文件 {name} 的编码无法识别；请另存为 UTF-8、GB18030 或 UTF-16。",
    )


def from_text(text: str, name: str, encoding: str | None = None) -> Source:
    """Cut ``text`` into lines; refuses an empty text with ``catalog-file-empty``."""
    if not text.strip():
        raise Refused("catalog-file-empty", f"文件 {name} 是空的，没有可读的目录。")
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = tuple(
        Line(part, number)
        for number, whole in enumerate(plain.split("\n"), start=1)
        for part in _SOFT_BREAKS.split(whole)
    )
    return Source(name, encoding, lines)


def _candidates(data: bytes) -> list[str]:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return [encoding]
    unmarked = _unmarked_utf16(data)
    return [unmarked] if unmarked else ["utf-8", "gb18030"]


def _unmarked_utf16(data: bytes) -> str | None:
    """Return the byte order of a text in UTF-16 without its mark, or None.

    Blanks, tabs and line ends are a NUL byte beside the sign; neither UTF-8 nor GB18030 has a NUL
    byte in a text. Other NUL bytes tell nothing: 一 (U+4E00) has one on the other side.
    """
    if len(data) % 2 or b"\0" not in data[:_SAMPLE]:
        return None
    pairs = [data[place : place + 2] for place in range(0, min(len(data), _SAMPLE), 2)]
    little = sum(pair[:1] in _BLANKS and pair[1:] == b"\0" for pair in pairs)
    big = sum(pair[:1] == b"\0" and pair[1:] in _BLANKS for pair in pairs)
    if max(little, big) <= min(little, big) * 8:
        return None
    return "utf-16-be" if big > little else "utf-16-le"

"""From a file to numbered lines: size, encoding, and every way that can go wrong."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from gongkai.refusals import Refused

MAX_BYTES = 20 * 1024 * 1024

# Soft breaks that text exports leave inside a line; they do not count as lines of the file.
_SOFT_BREAKS = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f]")
_FOREIGN = (
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 Excel 文件"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
)


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
    """Read the file at ``path``: UTF-8, GB18030, or UTF-16 with a byte order mark, to 20 MB.

    Refuses with ``catalog-file-…`` or ``catalog-encoding``.
    """
    data = _read_bytes(Path(path))
    name = str(path)
    for signature, what in _FOREIGN:
        if data.startswith(signature):
            raise Refused(
                "catalog-file-binary",
                f"文件 {name} 是{what}，不是纯文本；请另存为纯文本（.txt）再读。",
            )
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text, encoding = _decode(data, name) if utf16 or b"\0" not in data else ("\0", "")
    if _CONTROL.search(text):
        raise Refused(
            "catalog-file-binary",
            f"文件 {name} 含有二进制内容，不是纯文本；请另存为 UTF-8 纯文本再读。",
        )
    return from_text(text, name, encoding)


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


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Refused("catalog-file-directory", f"{path} 是文件夹；请给出一个目录文本文件。")
        if not path.exists():
            raise Refused("catalog-file-missing", f"找不到文件 {path}；请核对路径。")
        if not path.is_file():
            raise Refused("catalog-file-unreadable", f"{path} 不是普通文件，无法读取。")
        if path.stat().st_size > MAX_BYTES:
            raise Refused(
                "catalog-file-too-large", f"文件 {path} 超过 20 MB，不像一份目录；请核对。"
            )
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = "没有读取权限" if isinstance(error, PermissionError) else "系统拒绝读取"
        raise Refused("catalog-file-unreadable", f"无法打开文件 {path}：{reason}。") from error
    if not data:
        raise Refused("catalog-file-empty", f"文件 {path} 是空的，没有可读的目录。")
    return data


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", "gb18030"]
    for encoding in candidates:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise Refused(
        "catalog-encoding",
        f"文件 {name} 的编码无法识别；请另存为 UTF-8、GB18030 或带标记的 UTF-16。",
    )

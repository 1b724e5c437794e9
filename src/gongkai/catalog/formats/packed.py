"""Bounds on zipped files (.docx, .xlsx): nothing is opened that unpacks to more than it says."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from gongkai.refusals import Refused

MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 250  # unpacked to packed; Office files of empty cells come near 100
SMALL = 8 * 1024 * 1024  # a part below this may be packed as tightly as it will

_END = b"PK\x05\x06"
_ZIP64 = b"PK\x06\x07"
_TAIL = 22 + 65_535
_MOST_DIRECTORY = 4 * 1024 * 1024
_CHUNK = 1024 * 1024
_DOCTYPE = re.compile(
    b"<!DOCTYPE|" + re.escape("<!DOCTYPE".encode("utf-16-le")) + b"|"
    + re.escape("<!DOCTYPE".encode("utf-16-be"))
)  # fmt: skip
_WITH_DOCTYPE = (".svg", ".htm", ".html", ".xhtml", ".mht")  # embedded, and not read by us
_OVERLAP = 32


def names_of(path: Path) -> frozenset[str]:
    """Return the names of the parts in the zipped file at ``path``.

    Refuses with ``catalog-file-damaged`` and ``catalog-file-unsafe``.
    """
    return frozenset(entry.filename for entry in _entries(path))


def check(path: Path) -> None:
    """Refuse a zipped file with ``catalog-file-unsafe``, ``-damaged`` or ``-encrypted``.

    Unsafe is what holds too many parts, unpacks to too much or to more than it says, or has a
    document type in an XML part, which Office never writes and which may name other files.
    """
    entries = _entries(path)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refused("catalog-file-encrypted", f"文件 {path} 有密码；请取消密码后再读。")
    _check_sizes(entries, path)
    try:
        with path.open("rb") as file:
            for entry in entries:
                _check_entry(file, entry, path)
    except (zlib.error, OSError, ValueError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> Refused:
    """Return the refusal of a file that is cut short or broken."""
    return Refused(
        "catalog-file-damaged",
        f"文件 {path} 已损坏或不完整，打不开；请重新下载，或用 Office 打开后另存一份再读。",
    )


def unsafe(path: Path, why: str) -> Refused:
    """Return the refusal of a file that is made to do harm, or looks like one."""
    return Refused(
        "catalog-file-unsafe", f"文件 {path} {why}，没有读取；请用 Office 打开后另存一份再读。"
    )


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with path.open("rb") as file:
            _check_directory(file, path)
        with zipfile.ZipFile(path) as packed:
            return packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(path) from error


def _check_directory(file: BinaryIO, path: Path) -> None:
    """Look at the size of the list of parts before the list is read."""
    size = file.seek(0, 2)
    file.seek(max(size - _TAIL, 0))
    tail = file.read(_TAIL)
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise damaged(path)
    entries = int.from_bytes(tail[end + 10 : end + 12], "little")
    length = int.from_bytes(tail[end + 12 : end + 16], "little")
    if _ZIP64 in tail or entries > MOST_ENTRIES or length > _MOST_DIRECTORY:
        raise unsafe(path, "里的部件多得不像一份目录")


def _check_sizes(entries: list[zipfile.ZipInfo], path: Path) -> None:
    if len(entries) > MOST_ENTRIES:
        raise unsafe(path, "里的部件多得不像一份目录")
    for entry in entries:
        if entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO):
            raise unsafe(path, "压缩得异常紧（可能是压缩炸弹）")
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise unsafe(path, f"解压后超过 {MOST_UNPACKED // 1024 // 1024} MB")


def _check_entry(file: BinaryIO, entry: zipfile.ZipInfo, path: Path) -> None:
    unpacked, before = 0, b""
    may_declare = entry.filename.lower().endswith(_WITH_DOCTYPE)
    for piece in _unpacked(file, entry, path):
        unpacked += len(piece)
        if unpacked > entry.file_size:
            raise unsafe(path, "解压后比它写明的大（可能是压缩炸弹）")
        if not may_declare and _DOCTYPE.search(before + piece):
            raise unsafe(path, "里的 XML 带有文档类型声明（DTD）")
        before = piece[-_OVERLAP:]
    if unpacked < entry.file_size:
        raise damaged(path)


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo, path: Path) -> Iterator[bytes]:
    """Yield what the part holds, a piece at a time, whatever length it says it has."""
    file.seek(entry.header_offset)
    header = file.read(30)
    if header[:4] != b"PK\x03\x04":
        raise damaged(path)
    file.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), 1)
    left = entry.compress_size
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise unsafe(path, "用了 Office 不用的压缩方法")
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    while left > 0:
        packed = file.read(min(left, _CHUNK))
        if not packed:
            raise damaged(path)
        left -= len(packed)
        while packed:
            yield inflate.decompress(packed, _CHUNK) if inflate else packed
            packed = inflate.unconsumed_tail if inflate else b""
    if inflate:
        yield inflate.flush()
        if not inflate.eof:
            raise damaged(path)

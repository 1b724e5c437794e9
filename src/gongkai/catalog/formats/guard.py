"""Looks at a file before any reader does, and turns what a reader chokes on into one plain line."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.catalog import files
from gongkai.catalog.formats import ole, packed
from gongkai.catalog.model import Finding, Severity
from gongkai.catalog.source import MAX_BYTES
from gongkai.refusals import Refused

MAX_PACKED = 50 * 1024 * 1024
_HEAD = 4096
_TAIL = 4096  # bytes at the end of a PDF that hold its end mark
_LINEARIZED = re.compile(rb"/Linearized[^>]*?/L\s+(\d{1,12})")  # the length it should have
_STREAM = re.compile(rb"stream\r?\n(?=[\x08\x18\x28\x38\x48\x58\x68\x78])")  # as zlib begins
_TWICE_PACKED = re.compile(rb"/Fl(?:ateDecode)?\s*/(?:Fl|LZW|RL|Run)")
_MOST_STREAM = 128 * 1024 * 1024
_CHUNK = 64 * 1024
_NAMES = {"docx": "Word", "doc": "Word", "xlsx": "Excel", "xls": "Excel", "pdf": "PDF"}

# What cannot be a catalog: its first bytes, what it is, what to do.
_FOREIGN = (
    (b"\x89PNG", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"\xff\xd8\xff", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"GIF8", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"BM", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"II*\0", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"MM\0*", "图片", "请给出文字版；扫描件须先做文字识别（OCR）"),
    (b"{\\rtf", "RTF 文件", "请用 Word 或 WPS 打开后另存为 .docx"),
    (b"MZ", "程序", "请核对文件"),
    (b"\x7fELF", "程序", "请核对文件"),
    (b"Rar!", "压缩文件", "请解压后给出里面的目录文件"),
    (b"7z\xbc\xaf", "压缩文件", "请解压后给出里面的目录文件"),
    (b"\x1f\x8b", "压缩文件", "请解压后给出里面的目录文件"),
)
_BINARY_ONLY = (b"BM", b"MZ")  # a text may begin with these letters


def admit(path: Path) -> str | None:
    """Look at the file at ``path`` before it is opened; return the kind its container holds.

    That is docx, doc, xlsx, xls or pdf, or None for a text of some kind. Refuses with
    ``catalog-file-directory``, ``-missing``, ``-unreadable``, ``-empty``, ``-too-large``,
    ``-binary`` (something else than a catalog), ``-encrypted``, ``-damaged`` and ``-unsafe``.
    """
    size = files.check(path, MAX_PACKED)
    head = files.head_of(path, _HEAD)
    if head.startswith(b"PK"):
        return _zipped(path)
    if head.startswith(ole.SIGNATURE[:4]):
        return _old(path, size)
    if b"%PDF-" in head[:1024]:
        return _pdf(path, size)
    for signature, what, advice in _FOREIGN:
        if head.startswith(signature) and (signature not in _BINARY_ONLY or b"\0" in head):
            raise Refused("catalog-file-binary", f"文件 {path} 是{what}，不是目录；{advice}。")
    files.check(path, MAX_BYTES)
    return None


@contextmanager
def reading(path: Path, kind: str) -> Iterator[None]:
    """Turn whatever a library raises while it reads ``path`` into ``catalog-file-damaged``.

    Only here is every error caught: the file is somebody's, and the libraries are not ours.
    """
    try:
        yield
    except Refused:
        raise
    except MemoryError as error:
        raise Refused(
            "catalog-too-much", f"文件 {path} 内容太多，内存放不下；请拆分后再读。"
        ) from error
    except Exception as error:
        name = _NAMES.get(kind, "")
        raise Refused(
            "catalog-file-damaged",
            f"{name}文件 {path} 已损坏或不完整，读不下去；请打开后另存一份再读。",
        ) from error


def macros(path: Path) -> tuple[Finding, ...]:
    """Return a finding where the zipped file at ``path`` holds macros, which are never run."""
    if not any(name.endswith("vbaProject.bin") for name in packed.names_of(path)):
        return ()
    message = "文件带有宏；只读取了内容，宏没有运行。"
    return (Finding("macros-ignored", Severity.INFO, message),)


def _zipped(path: Path) -> str:
    names = packed.names_of(path)
    kind = next(
        (
            kind
            for part, kind in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
            if part in names
        ),
        None,
    )
    if kind:
        packed.check(path)
        return kind
    if "xl/workbook.bin" in names or "mimetype" in names:
        what, advice = "其他格式的 Office 文件", "请另存为 .docx 或 .xlsx"
    else:
        what, advice = "压缩文件", "请解压后给出里面的目录文件"
    raise Refused("catalog-file-binary", f"文件 {path} 是{what}，不能直接读；{advice}。")


def _old(path: Path, size: int) -> str:
    kind = ole.kind_of(path) if size >= 1024 else "cut"
    if kind == "locked":
        raise Refused("catalog-file-encrypted", f"文件 {path} 有密码；请取消密码后再读。")
    if kind == "cut":
        raise packed.damaged(path)
    if kind is None:
        raise Refused(
            "catalog-file-binary",
            f"文件 {path} 是旧格式文件，里面没有 Word 或 Excel 内容；"
            "请用 WPS 或 Office 打开后另存为 .docx 或 .xlsx。",
        )
    return kind


def _pdf(path: Path, size: int) -> str:
    """A half PDF can often be read halfway; nothing tells then what is missing."""
    data = files.head_of(path, MAX_PACKED)
    told = _LINEARIZED.search(data, 0, 1024)
    if b"%%EOF" not in data[-_TAIL:] or (told and int(told[1]) > size):
        raise packed.damaged(path)
    if b"/Encrypt" not in data:  # else what is packed cannot be looked at
        _check_streams(data, path)
    return "pdf"


def _check_streams(data: bytes, path: Path) -> None:
    """Refuse a PDF that unpacks to too much: the reader unpacks a whole stream at once."""
    if _TWICE_PACKED.search(data):
        raise packed.unsafe(path, "里的内容压缩了不止一层（可能是压缩炸弹）")
    whole = 0
    for match in _STREAM.finditer(data):
        begin, unpacked = match.end(), 0
        inflate = zlib.decompressobj()
        try:
            while not inflate.eof and unpacked <= _MOST_STREAM and begin < len(data):
                unpacked += len(inflate.decompress(data[begin : begin + _CHUNK], _MOST_STREAM))
                begin += _CHUNK
        except zlib.error:
            pass  # not packed this way, or broken: the reader says so
        whole += unpacked
        if unpacked > _MOST_STREAM or whole > packed.MOST_UNPACKED * 2:
            raise packed.unsafe(path, "压缩得异常紧（可能是压缩炸弹）")

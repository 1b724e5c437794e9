"""Which files may be attached, from their data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.core.files.uploadedfile import UploadedFile

from gongkai.refusals import Refused


@dataclass(frozen=True, slots=True)
class FileType:
    """Endings of the name, possible first bytes, and the type it is served as."""

    endings: tuple[str, ...]
    starts: tuple[bytes, ...]
    content_type: str


@cache
def file_types() -> tuple[FileType, ...]:
    """Return the accepted types."""
    source = resources.files("gongkai.disclosures").joinpath("data/file-types.toml")
    return tuple(
        FileType(
            tuple(row["endings"]),
            tuple(bytes.fromhex(start) for start in row["starts"]),
            row["content_type"],
        )
        for row in tomllib.loads(source.read_text("utf-8"))["type"]
    )


def accepted_endings() -> tuple[str, ...]:
    """Return every accepted ending, for the form's hint."""
    return tuple(ending for kind in file_types() for ending in kind.endings)


def accepted_type(name: str, upload: UploadedFile) -> str:
    """Return the type to serve ``upload`` as; refuse what its name or first bytes do not allow."""
    ending = name.rpartition(".")[2].lower()
    kind = next((one for one in file_types() if ending in one.endings), None)
    if kind is None:
        allowed = "、".join(accepted_endings())
        raise Refused("file-type", f"{name}的类型不能上传，可用：{allowed}。")
    upload.seek(0)
    head = upload.read(16)
    upload.seek(0)
    if not any(head.startswith(start) for start in kind.starts):
        raise Refused("file-is-not-what-it-says", f"{name}的内容与扩展名不符，请核对文件。")
    return kind.content_type

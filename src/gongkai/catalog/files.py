"""The file itself: that it is there, may be read, and is no larger than a catalog can be."""

from __future__ import annotations

from pathlib import Path

from gongkai.refusals import Refused


def check(path: Path, most: int) -> int:
    """Return the size of the file at ``path`` in bytes, known before anything of it is read.

    Refuses with ``catalog-file-directory``, ``-missing``, ``-unreadable``, ``-empty``, and with
    ``catalog-file-too-large`` above ``most`` bytes.
    """
    try:
        if path.is_dir():
            raise Refused("catalog-file-directory", f"{path} 是文件夹；请给出一个目录文件。")
        if not path.exists():
            raise Refused("catalog-file-missing", f"找不到文件 {path}；请核对路径。")
        if not path.is_file():
            raise Refused("catalog-file-unreadable", f"{path} 不是普通文件，无法读取。")
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if size > most:
        limit = most // 1024 // 1024
        raise Refused(
            "catalog-file-too-large", f"文件 {path} 超过 {limit} MB，不像一份目录；请核对。"
        )
    if not size:
        raise Refused("catalog-file-empty", f"文件 {path} 是空的，没有可读的目录。")
    return size


def read_bytes(path: Path, most: int) -> bytes:
    """Return what the file at ``path`` holds; refuses as :func:`check`."""
    check(path, most)
    return head_of(path, most)


def head_of(path: Path, count: int) -> bytes:
    """Return the first ``count`` bytes; refuses with ``catalog-file-unreadable``."""
    try:
        with path.open("rb") as file:
            return file.read(count)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> Refused:
    reason = "没有读取权限" if isinstance(error, PermissionError) else "系统拒绝读取"
    shown = str(path).replace("\0", "")
    return Refused("catalog-file-unreadable", f"无法打开文件 {shown}：{reason}。")

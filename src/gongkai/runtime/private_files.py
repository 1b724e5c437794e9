"""Files that hold a secret: written once, read back, open to their owner alone."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from gongkai.refusals import Refused


def read_or_create(path: Path) -> str:
    """Return the secret in ``path``, making a new one (50 random bytes) where there is none.

    Two processes that race for it end up with the same secret. Raises Refused where the file is
    empty or open to others.
    """
    if not path.exists():
        _create(path, secrets.token_urlsafe(50))
    return read(path)


def read(path: Path) -> str:
    """Return the secret in ``path``; Refused where it is empty or open to others."""
    try:
        text = path.read_text(encoding="ascii").strip()
    except PermissionError:
        raise Refused(
            "secret_unreadable", f"读不了密钥文件 {path}：请用当初建立它的用户来运行。"
        ) from None
    if path.stat().st_mode & 0o077:
        raise Refused(
            "secret_open", f"密钥文件 {path} 能被别人读到：请先执行 chmod 600，再考虑换一把密钥。"
        )
    if not text:
        raise Refused("secret_empty", f"密钥文件 {path} 是空的：请从备份恢复，或删掉它重新生成。")
    return text


def _create(path: Path, text: str) -> None:
    descriptor, draft = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        # A link fails where the name is taken: the first writer wins, never a half-written file.
        try:
            os.link(draft, path)
        except FileExistsError:
            return
    finally:
        Path(draft).unlink()

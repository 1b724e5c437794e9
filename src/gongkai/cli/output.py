"""Writes what a command made: to a file, or to standard output."""

from __future__ import annotations

from pathlib import Path

import typer

from gongkai.refusals import Refused


def write_text(text: str, output: str | None) -> None:
    """Write ``text`` in UTF-8 to the file ``output``, or show it where none is named."""
    write_bytes(text.encode(), output)


def write_bytes(data: bytes, output: str | None) -> None:
    """Write ``data`` to the file ``output``, or to standard output.

    Refuses with ``cli-output`` where the file cannot be written; what was there stays then.
    """
    if output is None:
        # As bytes: the terminal's encoding must not decide whether Chinese can be written.
        typer.echo(data, nl=False)
        return
    path = Path(output)
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(data)
        half.replace(path)
    except (OSError, ValueError) as error:
        half.unlink(missing_ok=True) if path.name else None
        raise Refused(
            "cli-output", f"无法写入文件 {output}；请核对文件夹是否存在、有没有写入权限。"
        ) from error

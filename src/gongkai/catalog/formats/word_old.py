"""Reads old Word files (.doc) through LibreOffice, where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from gongkai.catalog.document import Document
from gongkai.catalog.formats import guard, word
from gongkai.refusals import Refused

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 60.0


def read(path: Path) -> Document:
    """Return the blocks of the old Word file at ``path``; nothing is left behind.

    Refuses with ``catalog-doc-program`` where LibreOffice is not installed, and with
    ``catalog-file-damaged`` what LibreOffice cannot turn into a Word file within a minute.
    """
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise Refused(
            "catalog-doc-program",
            f"文件 {path} 是旧版 Word（.doc）；请用 Word 另存为 .docx，"
            "或在本机安装 libreoffice-writer 后再读。",
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-doc-") as folder:
        source = Path(folder) / "source.doc"
        shutil.copyfile(path, source)
        _convert(program, source, path)
        made = Path(folder) / "source.docx"
        if not made.is_file():
            raise _damaged(path)
        if (kind := guard.admit(made)) not in (None, "docx"):
            raise Refused("catalog-file-damaged", f"文件 {path} 转换后成了 {kind}，没有读入。")
        document = word.read(made)
    return replace(document, name=str(path), format="doc")


def _convert(program: str, source: Path, path: Path) -> None:
    profile = (source.parent / "profile").as_uri()
    command = [
        *(program, f"-env:UserInstallation={profile}", "--headless", "--norestore"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source)),
    ]
    # A group of its own: the program starts others, and all of them go when the time is over.
    with subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env={"PATH": os.environ.get("PATH", ""), "HOME": str(source.parent)},
    ) as process:
        try:
            process.wait(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise _damaged(path) from None


def _damaged(path: Path) -> Refused:
    return Refused(
        "catalog-file-damaged",
        f"文件 {path} 用 LibreOffice 打不开；请用 Word 打开后另存为 .docx 再读。",
    )

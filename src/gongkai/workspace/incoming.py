"""The one catalog file an officer has uploaded and not yet imported."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from gongkai.bodies.models import Officer

# What an officer uploads and then forgets goes the next time anybody uploads.
_KEPT_SECONDS = 24 * 60 * 60
_UNSAFE = re.compile(r"[\x00-\x1f/\\]")
_LONGEST = 60  # signs, so that a file system that counts bytes takes it


def keep(officer: Officer, uploaded: UploadedFile) -> Path:
    """Store the upload, in place of an earlier one of this officer, and return where it is."""
    _forget_the_old()
    discard(officer)
    folder = _folder(officer)
    folder.mkdir(mode=0o700, parents=True)
    name = Path(_UNSAFE.sub("", uploaded.name or "")).name
    stem = Path(name).stem[:_LONGEST].strip(". ") or "目录"
    path = folder / f"{stem}{Path(name).suffix[:10]}"
    with path.open("xb") as file:
        path.chmod(0o600)
        for chunk in uploaded.chunks():
            file.write(chunk)
    return path


def kept(officer: Officer) -> Path | None:
    """Return the file this officer uploaded last, or None."""
    folder = _folder(officer)
    return next(iter(sorted(folder.iterdir())), None) if folder.is_dir() else None


def discard(officer: Officer) -> None:
    """Remove what this officer uploaded, if anything."""
    shutil.rmtree(_folder(officer), ignore_errors=True)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming-catalogs"


def _folder(officer: Officer) -> Path:
    return _root() / str(officer.pk)


def _forget_the_old() -> None:
    if not _root().is_dir():
        return
    for folder in _root().iterdir():
        if folder.stat().st_mtime < time.time() - _KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)

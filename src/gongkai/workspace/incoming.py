"""The one catalog file an officer has uploaded and not yet imported, and what was read of it.

The state is a row (``CatalogReading``); beside it on the disk lie the file, what was read of it
(``read.json``) and what the preview shows (``preview.json``). All of it goes together.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.bodies.models import Officer
from gongkai.duties.models import CatalogReading, ReadingState
from gongkai.refusals import Refused
from gongkai.workspace.previewing import preview_of
from gongkai.workspace.reading import read_bounded
from gongkai.workspace.tasks import read_catalog

# What an officer uploads and then forgets goes the next time anybody uploads.
_KEPT = timedelta(days=1)
_UNSAFE = re.compile(r"[\x00-\x1f/\\]")
_LONGEST = 60  # signs, so that a file system that counts bytes takes it
_SILENT = timedelta(seconds=30)
_IDLE = timedelta(seconds=8)


class _GivenUpError(Exception):
    """The officer gave up, or uploaded another file, while this one was being read."""


def keep(officer: Officer, uploaded: UploadedFile) -> CatalogReading:
    """Store the upload, in place of an earlier one of this officer, and have it read."""
    _forget_the_old()
    discard(officer)
    name = Path(_UNSAFE.sub("", uploaded.name or "")).name
    stem = Path(name).stem[:_LONGEST].strip(". ") or "目录"
    name = f"{stem}{Path(name).suffix[:10]}"
    with transaction.atomic():
        reading = CatalogReading.objects.create(
            officer=officer, file_name=name, sha256="", uploaded_at=timezone.now()
        )
        path = path_of(reading)
        path.parent.mkdir(mode=0o700, parents=True)
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in uploaded.chunks():
                file.write(chunk)
        reading.sha256 = sha256_of(path)
        reading.save(update_fields=["sha256"])
        read_catalog.defer(reading_id=reading.pk)
    return reading


def of(officer: Officer) -> CatalogReading | None:
    """Return what this officer uploaded last and did not import yet, or None."""
    return CatalogReading.objects.filter(officer=officer).first()


def discard(officer: Officer) -> None:
    """Remove what this officer uploaded, if anything; a reading that is under way ends."""
    CatalogReading.objects.filter(officer=officer).delete()
    shutil.rmtree(_root() / str(officer.pk), ignore_errors=True)


def read(reading_id: int) -> None:
    """Read an upload, if it still stands, and keep what was read; the work of the worker."""
    waiting = CatalogReading.objects.filter(pk=reading_id, state=ReadingState.WAITING)
    if not waiting.update(state=ReadingState.READING, seen_at=timezone.now()):
        return
    reading = CatalogReading.objects.get(pk=reading_id)
    path = path_of(reading)

    def tell(step: str) -> None:
        row = CatalogReading.objects.filter(pk=reading_id)
        if not row.update(step=step, seen_at=timezone.now()):
            raise _GivenUpError

    try:
        catalogs = read_bounded(path, today=timezone.localdate(), tell=tell)
        _write(path.parents[1] / "read.json", catalogs)
        _write(path.parents[1] / "preview.json", [preview_of(one) for one in catalogs])
    except _GivenUpError:
        shutil.rmtree(path.parents[1], ignore_errors=True)
    except FileNotFoundError:
        return  # given up between two looks
    except Refused as refused:
        _end(reading_id, ReadingState.REFUSED, refused.message)
        shutil.rmtree(path.parents[1], ignore_errors=True)
    except Exception:
        _end(reading_id, ReadingState.REFUSED, "读取时出了意外，请重新上传；仍不行请告诉维护人员。")
        raise
    else:
        _end(reading_id, ReadingState.DONE, "")


def previews(reading: CatalogReading) -> list[dict[str, Any]]:
    """Return what the preview shows of each catalog (``previewing.preview_of``)."""
    return _load(reading, "preview.json")


def catalogs_in(reading: CatalogReading) -> list[dict[str, Any]]:
    """Return the catalogs as they were read. Refuses a file that is not the one that was read."""
    path = path_of(reading)
    if reading.state != ReadingState.DONE or not path.is_file():
        raise Refused("not-read", "文件还没有读完，请读完并核对后再导入。")
    if sha256_of(path) != reading.sha256:
        raise Refused("file-swapped", "文件在核对之后变了，没有导入；请重新上传。")
    return _load(reading, "read.json")


def stalled(reading: CatalogReading) -> str:
    """Return why nothing happens, in a line, where nothing does."""
    now = timezone.now()
    if reading.state == ReadingState.WAITING and now - reading.uploaded_at > _IDLE:
        return (
            "还没有开始读取：后台任务可能没有运行，或者正在处理别的文件。请稍候，或请维护人员查看。"
        )
    seen = reading.seen_at or reading.uploaded_at
    if reading.state == ReadingState.READING and now - seen > _SILENT:
        return "读取中断了。请取消后重新上传。"
    return ""


def path_of(reading: CatalogReading) -> Path:
    """Return where the uploaded file lies."""
    return _root() / str(reading.officer_id) / str(reading.pk) / "file" / reading.file_name


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _end(reading_id: int, state: ReadingState, message: str) -> None:
    CatalogReading.objects.filter(pk=reading_id).update(
        state=state, message=message, step="", seen_at=timezone.now()
    )


def _write(path: Path, values: list[dict[str, Any]]) -> None:
    with path.open("x", encoding="utf-8") as file:
        path.chmod(0o600)
        json.dump(values, file, ensure_ascii=False)


def _load(reading: CatalogReading, name: str) -> list[dict[str, Any]]:
    try:
        text = (path_of(reading).parents[1] / name).read_text("utf-8")
    except FileNotFoundError:
        raise Refused("not-read", "上传的文件已经不在了，请重新上传。") from None
    values: list[dict[str, Any]] = json.loads(text)
    return values


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming-catalogs"


def _forget_the_old() -> None:
    CatalogReading.objects.filter(uploaded_at__lt=timezone.now() - _KEPT).delete()
    if not _root().is_dir():
        return
    for folder in _root().iterdir():
        if folder.stat().st_mtime < time.time() - _KEPT.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)

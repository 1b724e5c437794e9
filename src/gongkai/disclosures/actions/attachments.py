"""Adding a file to a draft and taking one away: each makes a new version."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.disclosures.actions.rows import add_version, locked, move
from gongkai.disclosures.files import accepted_type
from gongkai.disclosures.models import Attachment, Disclosure, State, Version
from gongkai.disclosures.rules import require
from gongkai.disclosures.versions import content_of
from gongkai.privacy import mask_text
from gongkai.refusals import Refused

_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")


def attach(*, actor: Officer, disclosure: Disclosure, upload: UploadedFile) -> Attachment:
    """Store an uploaded file with the latest text as a new version.

    Refuses an empty file, one over the size limit, and one whose first bytes are not of the kind
    its name says. A refusal or failure leaves no file behind.
    """
    stored: list[Attachment] = []
    try:
        with transaction.atomic():
            return _attach(actor, disclosure, upload, stored)
    except BaseException:
        for attachment in stored:
            attachment.file.storage.delete(attachment.file.name)
        raise


def _attach(
    actor: Officer, disclosure: Disclosure, upload: UploadedFile, stored: list[Attachment]
) -> Attachment:
    disclosure = locked(disclosure)
    require("edit", actor, disclosure)
    name = _clean_name(upload.name or "")
    size = upload.size or 0
    if size == 0:
        raise Refused("empty-file", f"{name}是空文件。")
    if size > settings.ATTACHMENT_MAX_BYTES:
        limit = settings.ATTACHMENT_MAX_BYTES // 1024 // 1024
        raise Refused("file-too-large", f"{name}超过{limit}MB，请压缩或拆分后上传。")
    content_type = accepted_type(name, upload)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    attachment = Attachment.objects.create(
        disclosure=disclosure,
        name=name,
        file=upload,
        content_type=content_type,
        size=size,
        sha256=digest.hexdigest(),
        uploaded_at=timezone.now(),
        uploaded_by=actor,
    )
    stored.append(attachment)
    _with_attachments(actor, disclosure, [*_current(disclosure), attachment])
    record(
        "disclosures.attach",
        disclosure,
        actor=actor,
        body_id=disclosure.body_id,
        after={"file": name, "sha256": attachment.sha256},
    )
    return attachment


@transaction.atomic
def detach(*, actor: Officer, disclosure: Disclosure, attachment: Attachment) -> Version:
    """Leave a file out of the next version; earlier versions keep it."""
    disclosure = locked(disclosure)
    require("edit", actor, disclosure)
    current = _current(disclosure)
    if attachment not in current:
        raise Refused("not-attached", f"当前版本没有附件{attachment.name}。")
    version = _with_attachments(actor, disclosure, [one for one in current if one != attachment])
    record(
        "disclosures.detach",
        disclosure,
        actor=actor,
        body_id=disclosure.body_id,
        before={"file": attachment.name, "sha256": attachment.sha256},
    )
    return version


def _current(disclosure: Disclosure) -> list[Attachment]:
    return list(disclosure.latest.attachments.all()) if disclosure.latest else []


def _with_attachments(
    actor: Officer, disclosure: Disclosure, attachments: list[Attachment]
) -> Version:
    if disclosure.latest is None:
        raise Refused("no-version", "这条信息还没有内容。")
    content = content_of(disclosure.latest, note="调整附件")
    version = add_version(disclosure, content, by=actor, attachments=attachments)
    to = State.RETURNED if disclosure.state == State.RETURNED else State.DRAFT
    move("save_draft", disclosure, to, by=actor, scheduled_for=None)
    return version


def _clean_name(name: str) -> str:
    # The name is shown too, so it passes the same door as the text.
    name, _ = mask_text(name)
    base = PurePosixPath(name.replace("\\", "/")).name
    cleaned = _UNSAFE.sub("_", base).strip(" .")
    if not cleaned:
        raise Refused("bad-file-name", "文件名为空，请改名后上传。")
    return cleaned[-150:]

"""What is done to bodies, offices and officers; each in one transaction with its audit entry."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Office, Officer, OfficerRole, Role
from gongkai.bodies.rules import require_administrator
from gongkai.bodies.signals import held_by
from gongkai.refusals import Refused

EDITABLE_BODY_FIELDS = (
    "duties_summary",
    "address",
    "office_hours",
    "phone",
    "fax",
    "email",
)
_APART = {Role.ADMINISTRATOR, Role.AUDITOR}


@transaction.atomic
def create_body(*, actor: Officer | None, name: str, **fields: Any) -> Body:
    """Make a body. ``actor`` is null only where the command line sets a site up; an
    administrator may make one below their own."""
    if actor is not None:
        parent = fields.get("parent")
        if parent is None:
            raise Refused("no-parent", "请选择上级机关；没有上级的机关只能在命令行建立。")
        require_administrator(actor, parent)
    body = Body(name=name, **fields)
    _clean(body)
    body.save()
    record("bodies.create_body", body, actor=actor, body_id=body.pk, after={"name": name})
    return body


@transaction.atomic
def update_body(*, actor: Officer, body: Body, **fields: str) -> Body:
    """Change the contact details and duties that the guide must show (条例第12条)."""
    require_administrator(actor, body)
    unknown = set(fields) - set(EDITABLE_BODY_FIELDS)
    if unknown:
        raise Refused("field-not-editable", "这些内容不能在此修改：" + "、".join(sorted(unknown)))
    before = {key: getattr(body, key) for key in fields if getattr(body, key) != fields[key]}
    if not before:
        return body
    for key in before:
        setattr(body, key, fields[key])
    _clean(body)
    body.save(update_fields=list(before))
    after = {key: fields[key] for key in before}
    record("bodies.update_body", body, actor=actor, body_id=body.pk, before=before, after=after)
    return body


@transaction.atomic
def create_office(*, actor: Officer | None, body: Body, name: str, **fields: Any) -> Office:
    """Add an office to a body."""
    if actor is not None:
        require_administrator(actor, body)
    office = Office(body=body, name=name, **fields)
    _clean(office)
    office.save()
    record("bodies.create_office", office, actor=actor, body_id=body.pk, after={"name": name})
    return office


@transaction.atomic
def create_officer(
    *, actor: Officer | None, office: Office, username: str, name: str, password: str
) -> Officer:
    """Add an officer, without any role yet. Refuses a weak password and a name in use."""
    if actor is not None:
        require_administrator(actor, office.body)
    officer = Officer(username=username, name=name, office=office)
    try:
        validate_password(password, officer)
    except ValidationError as error:
        raise Refused("weak-password", "口令不合要求：" + "；".join(error.messages)) from error
    officer.set_password(password)
    _clean(officer)
    officer.save()
    record(
        "bodies.create_officer",
        officer,
        actor=actor,
        body_id=office.body_id,
        after={"username": username, "office": office.name},
    )
    return officer


@transaction.atomic
def grant_role(*, actor: Officer | None, officer: Officer, role: Role) -> None:
    """Give a role. Administrator and auditor stand apart from every other role (三员分立)."""
    if actor is not None:
        require_administrator(actor, officer.body)
    Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    held = {Role(value) for value in officer.role_rows.values_list("role", flat=True)}
    if role in held:
        raise Refused("role-held", f"{officer.name}已经是{role.label}。")
    if held and (role in _APART or held & _APART):
        raise Refused(
            "three-powers-apart", "系统管理、安全审计与业务角色不能由同一人担任（三员分立）。"
        )
    OfficerRole.objects.create(officer=officer, role=role)
    officer.__dict__.pop("roles", None)
    record(
        "bodies.grant_role",
        officer,
        actor=actor,
        body_id=officer.office.body_id,
        after={"role": role.value},
    )


@transaction.atomic
def revoke_role(*, actor: Officer, officer: Officer, role: Role) -> None:
    """Take a role back; nobody takes the administrator's role from themselves, so that a body
    keeps one."""
    _require_still_administrator(actor, officer.body)
    if actor.pk == officer.pk and role is Role.ADMINISTRATOR:
        raise Refused("own-role", "不能收回自己的系统管理角色，请由另一位系统管理员操作。")
    deleted, _ = OfficerRole.objects.filter(officer=officer, role=role).delete()
    if not deleted:
        raise Refused("role-not-held", f"{officer.name}没有{role.label}角色。")
    officer.__dict__.pop("roles", None)
    record(
        "bodies.revoke_role",
        officer,
        actor=actor,
        body_id=officer.office.body_id,
        before={"role": role.value},
    )


@transaction.atomic
def deactivate_officer(*, actor: Officer, officer: Officer) -> None:
    """Close an account, never one's own; what the officer did stays in every record.

    Refuses while the officer still holds something (a headship, duties, drafts): it is handed
    over first, so that nothing is left without anybody.
    """
    _require_still_administrator(actor, officer.body)
    officer.refresh_from_db(fields=["is_active"])
    if actor.pk == officer.pk:
        raise Refused("own-account", "不能停用自己的账号。")
    if not officer.is_active:
        raise Refused("already-inactive", f"{officer.name}的账号已经停用。")
    if held := _held(officer):
        raise Refused("still-holds", f"{officer.name}还有{'、'.join(held)}，请先移交，再停用账号。")
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    record("bodies.deactivate_officer", officer, actor=actor, body_id=officer.office.body_id)


@transaction.atomic
def set_email(*, actor: Officer, officer: Officer, email: str) -> Officer:
    """Set (or with "" take away) the address reminders go to: an administrator anybody's of the
    body, everybody their own."""
    if actor.pk != officer.pk:
        require_administrator(actor, officer.body)
    elif not actor.is_active:
        raise Refused("inactive", "账号已经停用。")
    email = email.strip()
    try:
        if email:
            validate_email(email)
    except ValidationError as error:
        raise Refused("not-an-address", f"“{email[:60]}”不是电子邮箱，请核对。") from error
    before = officer.email
    if before == email:
        return officer
    officer.email = email
    officer.save(update_fields=["email"])
    # The trail says that it was changed, not to what: it outlives the officer.
    record(
        "bodies.set_email",
        officer,
        actor=actor,
        body_id=officer.office.body_id,
        before={"set": bool(before)},
        after={"set": bool(email)},
    )
    return officer


@transaction.atomic
def set_office_head(*, actor: Officer, office: Office, head: Officer | None) -> Office:
    """Say who heads an office (nobody: None): who is told when something of it stays late."""
    require_administrator(actor, office.body)
    _may_head(head, office.body)
    _set_head("bodies.set_office_head", office, head, actor, office.body)
    return office


@transaction.atomic
def set_body_head(*, actor: Officer, body: Body, head: Officer | None) -> Body:
    """Say who heads a body (nobody: None): who is told when something stays late for long."""
    require_administrator(actor, body)
    _may_head(head, body)
    _set_head("bodies.set_body_head", body, head, actor, body)
    return body


def _may_head(head: Officer | None, body: Body) -> None:
    if head is None:
        return
    if head.office.body_id != body.pk:
        raise Refused("another-body", f"{head.name}不在{body}，不能担任负责人。")
    if not head.is_active:
        raise Refused("inactive", f"{head.name}的账号已经停用，不能担任负责人。")


def _set_head(
    verb: str, thing: Office | Body, head: Officer | None, actor: Officer, body: Body
) -> None:
    if thing.head_id == (head.pk if head else None):
        return
    before = {"head": thing.head.name if thing.head else ""}
    thing.head = head
    thing.save(update_fields=["head"])
    record(
        verb,
        thing,
        actor=actor,
        body_id=body.pk,
        before=before,
        after={"head": head.name if head else ""},
    )


def _held(officer: Officer) -> list[str]:
    """Return what the officer still holds, in words."""
    held = [f"{office.name}负责人的职务" for office in Office.objects.filter(head=officer)]
    held += [f"{body}负责人的职务" for body in Body.objects.filter(head=officer)]
    answers = (answer for _receiver, answer in held_by.send(sender=Officer, officer=officer))
    return [*held, *(answer for answer in answers if answer)]


def _require_still_administrator(actor: Officer, body: Body) -> None:
    # Two administrators who shut each other out at once are served one after the other, and the
    # second is one no longer: the last administrator of a body cannot be taken away.
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    require_administrator(Officer.objects.get(pk=actor.pk), body)


def _clean(thing: Body | Office | Officer) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        raise Refused("invalid", "；".join(error.messages)) from error

"""The demo's bodies, offices and officers, and the catalogs they work under."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from django.contrib.auth import base_user
from django.contrib.auth.hashers import make_password

from gongkai.bodies.actions import create_body, create_office, create_officer, grant_role
from gongkai.bodies.models import Body, Office, Officer, Role
from gongkai.catalog import read_file
from gongkai.demo.seeds import catalog_file, data
from gongkai.duties.actions import (
    adopt_edition,
    confirm_mapping,
    import_edition,
    propose_mappings,
)
from gongkai.duties.models import Duty, Edition
from gongkai.duties.rules import may_file

_SINGLE_ROLES = (
    ("reviewer", Role.REVIEWER),
    ("secrecy", Role.SECRECY_REVIEWER),
    ("publisher", Role.PUBLISHER),
    ("admin", Role.ADMINISTRATOR),
    ("auditor", Role.AUDITOR),
)


@dataclass(frozen=True, slots=True)
class Account:
    """One sign-in, as the data file implies it."""

    body: str
    office: str
    username: str
    name: str
    role: Role


@dataclass(slots=True)
class Cast:
    """One body with the people who act for it and the duties they act under."""

    key: str
    body: Body
    words: dict[str, str]
    editors: list[Officer] = field(default_factory=list)
    single: dict[Role, Officer] = field(default_factory=dict)
    duties: list[Duty] = field(default_factory=list)

    def editor_for(self, duty: Duty) -> Officer | None:
        """Return an editor who may file under ``duty``: of its lead office where there is one."""
        able = [officer for officer in self.editors if may_file(officer, duty)]
        able.sort(key=lambda officer: officer.office_id != duty.lead_id)
        return able[0] if able else None


def rows() -> list[dict[str, Any]]:
    """Return the bodies of the data file."""
    found: list[dict[str, Any]] = data("bodies.toml")["body"]
    return found


def password() -> str:
    """Return the one password of every demo account."""
    return str(data("bodies.toml")["password"])


def accounts(row: dict[str, Any]) -> list[Account]:
    """Return the accounts of one body: its editors first, then one for every other role."""
    names = iter(row["people"])
    made = []
    for number, office in enumerate(row["editors"], start=1):
        username = f"{row['key']}-editor" + (str(number) if number > 1 else "")
        made.append(Account(row["name"], office, username, next(names), Role.EDITOR))
    for word, role in _SINGLE_ROLES:
        username = f"{row['key']}-{word}"
        made.append(Account(row["name"], row["offices"][0], username, next(names), role))
    return made


def make_bodies(say: Callable[[str], None]) -> list[Cast]:
    """Make every body with offices and officers, parents before children."""
    casts: dict[str, Cast] = {}
    with _one_hash():
        for row in rows():
            parent = casts[row["parent"]].body if "parent" in row else None
            casts[row["key"]] = _make_body(row, parent)
    say(f"机关{len(casts)}个，人员{Officer.objects.count()}名")
    return list(casts.values())


def adopt_catalogs(casts: list[Cast], on: date, say: Callable[[str], None]) -> None:
    """Import each catalog once and let every body that names it adopt it."""
    editions: dict[str, list[Edition]] = {}
    for cast, row in zip(casts, rows(), strict=True):
        for name in row["catalogs"]:
            if name not in editions:
                editions[name] = _import(name, on)
            for edition in editions[name]:
                adopt_edition(actor=None, body=cast.body, edition=edition, adopted_on=on)
        cast.duties = list(
            Duty.objects.filter(body=cast.body)
            .select_related("item", "lead", "body")
            .prefetch_related("offices", "item__elements")
            .order_by("pk")
        )
    count = sum(len(cast.duties) for cast in casts)
    say(f"目录{len(editions)}份，公开责任{count}项")


def map_catalogs(casts: list[Cast], say: Callable[[str], None]) -> None:
    """Compare the catalogs of each body that has several; its administrator confirms the pair
    that is most alike, and leaves the others to be looked at."""
    proposed = confirmed = 0
    for cast, row in zip(casts, rows(), strict=True):
        if len(row["catalogs"]) < 2:
            continue
        administrator = cast.single[Role.ADMINISTRATOR]
        found = propose_mappings(actor=administrator, body=cast.body)
        if found:
            confirm_mapping(actor=administrator, mapping=found[0])
            confirmed += 1
        proposed += len(found)
    say(f"目录对应{proposed}对，待确认{proposed - confirmed}对")


def _import(name: str, on: date) -> list[Edition]:
    path = catalog_file(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return [
        import_edition(
            actor=None,
            read=read,
            source_name=name,
            source_sha256=digest,
            label=f"{on.year}年版",
            domain="保障性住房" if "住房" in read.title else "",
        )
        for read in read_file(path).catalogs
    ]


def _make_body(row: dict[str, Any], parent: Body | None) -> Cast:
    body = create_body(
        actor=None,
        name=row["name"],
        short_name=row["short_name"],
        slug=row["slug"],
        tier=row["tier"],
        parent=parent,
        code=row["code"],
        duties_summary=row["duties_summary"],
        address=row["address"],
        office_hours="工作日上午8:30至12:00，下午1:30至5:30",
        phone=row["phone"],
    )
    offices: dict[str, Office] = {
        name: create_office(
            actor=None, body=body, name=name, position=place, runs_open_government=place == 1
        )
        for place, name in enumerate(row["offices"], start=1)
    }
    words = {
        "body": row["name"],
        "short": row["short_name"],
        "agency": row["agency"],
        "address": row["address"],
        "phone": row["phone"],
    }
    cast = Cast(row["key"], body, words)
    for account in accounts(row):
        _make_officer(cast, account, offices[account.office])
    return cast


def _make_officer(cast: Cast, account: Account, office: Office) -> None:
    officer = create_officer(
        actor=None,
        office=office,
        username=account.username,
        name=account.name,
        password=password(),
    )
    grant_role(actor=None, officer=officer, role=account.role)
    # `roles` stays on the object from here on: nobody's role changes while the demo loads.
    if account.role is Role.EDITOR:
        cast.editors.append(officer)
    else:
        cast.single[account.role] = officer


@contextmanager
def _one_hash() -> Iterator[None]:
    """Hash the one demo password once: forty slow hashes would be most of the loading time."""
    names = vars(base_user)
    real = names["make_password"]
    names["make_password"] = cache(make_password)
    try:
        yield
    finally:
        names["make_password"] = real

"""Filing what is already in work under one more duty: a mapping was confirmed meanwhile."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction

from gongkai.bodies.models import Officer
from gongkai.disclosures.actions.answering import file_under
from gongkai.disclosures.actions.rows import add_version, locked, move
from gongkai.disclosures.content import at_the_door
from gongkai.disclosures.fields import FieldSpec, FieldValue, fill
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, Filing, State
from gongkai.disclosures.rules import require
from gongkai.disclosures.versions import content_of
from gongkai.duties.mapping_queries import also_fulfilled
from gongkai.duties.models import Duty, Obligation
from gongkai.refusals import Refused


@transaction.atomic
def file_also_under(*, actor: Officer, disclosure: Disclosure, duty: Duty) -> Filing:
    """File a text in work under ``duty`` too, which a confirmed mapping ties to one it has.

    Its clock starts from the day the information was formed; the form gains its fields, so what
    was approved is a draft again. Refuses what was ever public: that stays as it was published.
    """
    disclosure = locked(disclosure)
    require("edit", actor, disclosure)
    latest = disclosure.latest
    if disclosure.public_id is not None or latest is None:
        raise Refused("already-public", "这条信息已经公开过，不能再补归事项；可以另行登记。")
    filed = [filing.duty for filing in disclosure.filings.select_related("duty")]
    if duty in filed:
        raise Refused("already-filed", f"这条信息已经归入“{duty.item.name}”。")
    open_to = {one.pk: one for one in also_fulfilled(filed, latest.formed_on)}
    if duty.pk not in open_to:
        raise Refused("not-mapped", "这一项与已归入的事项没有确认过的对应关系，不能归入。")
    duty = open_to[duty.pk]
    filing = file_under(
        disclosure,
        duty,
        actor=actor,
        title=latest.title,
        formed_on=latest.formed_on,
        answers=_answered(disclosure),
    )
    content = content_of(latest, note=f"同时归入“{duty.item.name[:200]}”")
    values = _with_fields(specs_of(disclosure), content.values)
    add_version(disclosure, at_the_door(replace(content, values=values)), by=actor)
    to = State.RETURNED if disclosure.state == State.RETURNED else State.DRAFT
    move("file_also_under", disclosure, to, by=actor, reason=str(duty), scheduled_for=None)
    return filing


def _answered(disclosure: Disclosure) -> dict[Duty, Obligation]:
    filings = disclosure.filings.select_related("duty", "obligation")
    return {one.duty: one.obligation for one in filings if one.obligation is not None}


def _with_fields(
    specs: tuple[FieldSpec, ...], given: tuple[FieldValue, ...]
) -> tuple[FieldValue, ...]:
    """Return what was filled in and the new fields, blank, in form order; nothing is dropped."""
    known = {value.key: value for value in given}
    blank = {value.key: value for value in fill(specs, {}, {})}
    kept = [
        # A number one of the items wants hidden is hidden from here on.
        replace(known[spec.key], masked=known[spec.key].masked or spec.masked)
        if spec.key in known
        else blank[spec.key]
        for spec in specs
    ]
    asked = {spec.key for spec in specs}
    return (*kept, *(value for value in given if value.key not in asked))

"""Registering information, writing it down, handing it in, taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer
from gongkai.disclosures.actions.answering import checked_answers, file_under, move_clocks
from gongkai.disclosures.actions.rows import add_version, locked, move
from gongkai.disclosures.completeness import missing_parts
from gongkai.disclosures.content import Content, at_the_door
from gongkai.disclosures.fields import fill, to_json
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Disclosure, Openness, State, Version
from gongkai.disclosures.rules import require
from gongkai.duties.mapping_queries import also_fulfilled
from gongkai.duties.models import Duty, Obligation
from gongkai.duties.rules import require_may_register
from gongkai.refusals import Refused


@transaction.atomic
def register(
    *,
    actor: Officer,
    duties: Sequence[Duty],
    title: str,
    formed_on: date,
    openness: Openness = Openness.PROACTIVE,
    openness_ground: str = "",
    answering: Mapping[Duty, Obligation] | None = None,
) -> Disclosure:
    """Register that information was formed under one or more items: a draft, and its clocks.

    ``formed_on`` is a day in Asia/Shanghai, not after today. One obligation starts per duty, each
    by its own limit; also under the duties that confirmed mappings say are the same thing, of
    whatever office: publishing once fulfils them all. ``answering`` says which waiting obligation
    of a duty (a period, an event) the information answers in place of starting a new one; refuses
    as ``gongkai.disclosures.waiting.require_answers`` does.
    """
    if not duties:
        raise Refused("no-item", "请至少选择一个公开事项。")
    duties = list(dict.fromkeys(duties))
    for duty in duties:
        require_may_register(actor, duty, formed_on)
    answers = checked_answers(duties, answering or {}, formed_on)
    disclosure = Disclosure.objects.create(
        body=duties[0].body,
        office=actor.office,
        registered_at=timezone.now(),
        registered_by=actor,
        officer=actor,
        state=State.DRAFT,
    )
    content = at_the_door(
        Content(
            title=title, formed_on=formed_on, openness=openness, openness_ground=openness_ground
        )
    )
    also = also_fulfilled(duties, formed_on)
    for duty in (*duties, *also):
        file_under(
            disclosure, duty, actor=actor, title=content.title, formed_on=formed_on, answers=answers
        )
    content = replace(content, values=fill(specs_of(disclosure), {}, {}))
    add_version(disclosure, content, by=actor)
    record(
        "disclosures.register",
        disclosure,
        actor=actor,
        body_id=disclosure.body_id,
        after={
            "duties": [str(duty) for duty in duties],
            **({"also": [str(duty) for duty in also]} if also else {}),
            "formed_on": formed_on.isoformat(),
            **({"answers": [str(one) for one in answers.values()]} if answers else {}),
        },
    )
    return disclosure


@transaction.atomic
def save_draft(*, actor: Officer, disclosure: Disclosure, content: Content) -> Version:
    """Keep what was written as a new version; unchanged content makes none.

    A draft may be incomplete. An edit after an approval sends the text back to draft: the new
    version has no approval. A changed ``formed_on`` moves the clocks that count from it and still
    run.
    """
    disclosure = locked(disclosure)
    require("edit", actor, disclosure)
    content = at_the_door(content)
    latest = disclosure.latest
    if latest is not None and _same(latest, content):
        return latest
    if latest is not None and latest.formed_on != content.formed_on:
        move_clocks(actor, disclosure, content.formed_on)
    version = add_version(disclosure, content, by=actor)
    to = State.RETURNED if disclosure.state == State.RETURNED else State.DRAFT
    move("save_draft", disclosure, to, by=actor, scheduled_for=None)
    return version


@transaction.atomic
def submit(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Hand the latest version in for review. Publishing may not be incomplete, so neither may
    this: the refusal names each missing part."""
    disclosure = locked(disclosure)
    require("submit", actor, disclosure)
    parts = missing_parts(disclosure)
    if parts:
        raise Refused("incomplete", "还缺：" + "、".join(parts) + "。请填写，或写明不填的理由。")
    move("submit", disclosure, State.CONTENT_REVIEW, by=actor)
    return disclosure


@transaction.atomic
def recall(*, actor: Officer, disclosure: Disclosure) -> Disclosure:
    """Take back what was handed in, before it is published."""
    disclosure = locked(disclosure)
    require("recall", actor, disclosure)
    move("recall", disclosure, State.DRAFT, by=actor, scheduled_for=None)
    return disclosure


def _same(version: Version, content: Content) -> bool:
    return (
        version.title == content.title
        and version.summary == content.summary
        and version.body_html == content.body_html
        and version.values == to_json(content.values)
        and version.document_number == content.document_number
        and version.formed_on == content.formed_on
        and version.openness == content.openness
        and version.openness_ground == content.openness_ground
        and version.valid_until == content.valid_until
    )

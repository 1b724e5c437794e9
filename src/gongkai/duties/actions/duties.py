"""Adopting an edition makes duties; a body may correct who answers for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Office, Officer
from gongkai.duties.actions.beginning import begin
from gongkai.duties.actions.laying import Lot, lay
from gongkai.duties.adopting import refuse_known
from gongkai.duties.models import Adoption, Duty, Edition, Resolution
from gongkai.duties.resolution import resolve
from gongkai.duties.rules import require_may_adopt
from gongkai.refusals import Refused


@transaction.atomic
def adopt_edition(
    *,
    actor: Officer | None,
    body: Body,
    edition: Edition,
    adopted_on: date | None = None,
    first_round: bool = False,
) -> Adoption:
    """Make every item of ``edition`` a duty of ``body``.

    Periods begin, and items whose limit waits for another's publication are linked with it. With
    ``first_round`` every proactive item without periods owes a first publication, counted from
    ``adopted_on`` (``open_first_round``).

    ``adopted_on`` is a day in Asia/Shanghai, today by default. ``actor`` is null only where the
    command line sets a site up. Refuses where the body works under another edition of the same
    catalog already: that is renewed (``renew_adoption``), so that nothing is owed twice.
    """
    if actor is not None:
        require_may_adopt(actor, body)
    Body.objects.select_for_update().get(pk=body.pk)
    refuse_known(body, edition)
    adoption = Adoption.objects.create(
        body=body,
        edition=edition,
        adopted_on=adopted_on or timezone.localdate(),
        adopted_by=actor,
        recorded_at=timezone.now(),
    )
    offices = list(body.offices.all())
    made = lay(
        adoption,
        [
            Lot(item, resolve(item.publisher, body, offices), adoption.adopted_on)
            for item in edition.items.all()
        ],
    )
    begun = begin(body, made, actor=actor, owing=made if first_round else ())
    record(
        "duties.adopt_edition",
        adoption,
        actor=actor,
        body_id=body.pk,
        after={"edition": str(edition), "duties": len(made), **begun},
    )
    return adoption


@transaction.atomic
def correct_duty(
    *, actor: Officer, duty: Duty, lead: Office, offices: Sequence[Office], any_office: bool
) -> Duty:
    """Say which offices answer for a duty; all of them must be the body's own."""
    require_may_adopt(actor, duty.body)
    everyone = {lead, *offices}
    if any(office.body_id != duty.body_id for office in everyone):
        raise Refused("another-body", "只能指定本机关的科室。")
    # A renewal carries corrections over: one made meanwhile waits for it, or is seen by it.
    Body.objects.select_for_update().get(pk=duty.body_id)
    duty = (
        Duty.objects.select_for_update(of=("self",))
        .select_related("lead", "body", "item", "officer")
        .get(pk=duty.pk)
    )
    before: dict[str, object] = {
        "lead": duty.lead.name,
        "offices": _names(duty),
        "any_office": duty.any_office,
    }
    duty.lead, duty.any_office, duty.resolution = lead, any_office, Resolution.CORRECTED
    if duty.officer is not None and duty.officer.office_id != lead.pk:
        # Who answered for it is of the office that no longer leads.
        before["officer"], duty.officer = duty.officer.name, None
    duty.save(update_fields=["lead", "any_office", "resolution", "officer"])
    duty.offices.set(everyone)
    after = {"lead": lead.name, "offices": _names(duty), "any_office": any_office}
    record(
        "duties.correct_duty", duty, actor=actor, body_id=duty.body_id, before=before, after=after
    )
    return duty


def _names(duty: Duty) -> list[str]:
    return list(duty.offices.values_list("name", flat=True))

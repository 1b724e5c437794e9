"""Mending what an element was taken for: each body mends the form it works with."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer
from gongkai.catalog.model import ElementKind
from gongkai.duties.models import Adoption, Element, ElementCorrection
from gongkai.duties.rules import require_may_adopt
from gongkai.refusals import Refused

# Kinds for which ``gongkai.privacy`` has a mask.
MASKABLE = frozenset({ElementKind.ID_NUMBER, ElementKind.PHONE})


@transaction.atomic
def change_element(
    *, actor: Officer, element: Element, kind: ElementKind, masked: bool
) -> ElementCorrection:
    """Correct what an element was taken for, in the forms of the actor's own body.

    Other bodies that adopted the edition keep theirs. Values already given keep the kind they
    had. Only kinds that have a mask can be masked. The next edition remembers the correction
    (``renew_adoption``).
    """
    adoption = element.item.edition.adoptions.filter(body_id=actor.office.body_id).first()
    if adoption is None:
        raise Refused("another-body", "本机关没有采用这份目录，不能修改它的要素。")
    require_may_adopt(actor, adoption.body)
    if masked and kind not in MASKABLE:
        raise Refused("no-mask", "只有证件号码和电话可以隐藏部分号码，请先改类型。")
    # The body's row is what two administrators of one body have in common.
    Body.objects.select_for_update().get(pk=adoption.body_id)
    before = _as_it_is(adoption, element)
    correction, _ = ElementCorrection.objects.update_or_create(
        adoption=adoption,
        element=element,
        defaults={
            "kind": kind.value,
            "masked": masked,
            "corrected_by": actor,
            "corrected_at": timezone.now(),
        },
    )
    record(
        "duties.change_element",
        element,
        actor=actor,
        body_id=adoption.body_id,
        before=before,
        after={"kind": kind.value, "masked": masked, "inferred": False},
    )
    return correction


def _as_it_is(adoption: Adoption, element: Element) -> dict[str, str | bool]:
    last = ElementCorrection.objects.filter(adoption=adoption, element=element).first()
    if last is not None:
        return {"kind": last.kind, "masked": last.masked, "inferred": False}
    return {"kind": element.kind, "masked": element.masked, "inferred": element.inferred}

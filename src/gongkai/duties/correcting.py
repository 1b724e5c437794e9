"""Who may put right what an edition says, and what was put right so far."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.bodies.models import Body, Officer, Role
from gongkai.duties.models import Edition, Item, ItemCorrection
from gongkai.refusals import Refused


def why_not_correct(officer: Officer, edition: Edition) -> Refused | None:
    """Return why ``officer`` may not correct items of ``edition``, or None where they may.

    An edition is one text for all: while several bodies work under it, none changes it for the
    others. Before anybody adopts it, the body that imported it puts it right.
    """
    if not officer.has_role(Role.ADMINISTRATOR):
        return Refused("wrong-role", "只有系统管理员可以更正目录。")
    own = officer.office.body_id
    bodies = set(edition.adoptions.values_list("body_id", flat=True))
    if bodies - {own} and own in bodies:
        return Refused(
            "shared-edition",
            f"另有{len(bodies) - 1}个机关在用这个版次，不能由一个机关改动；"
            "请导入更正后的文件作为新版次。",
        )
    if bodies and own not in bodies:
        return Refused("another-body", "本机关没有采用这份目录，不能更正。")
    if not bodies and _importing_body(edition) != own:
        return Refused("not-adopted", "这份目录不是本机关导入的；采用之后才能更正。")
    return None


def require_may_correct(officer: Officer, edition: Edition) -> None:
    """Refuse whom ``why_not_correct`` gives a reason for."""
    refused = why_not_correct(officer, edition)
    if refused is not None:
        raise refused


def corrections_on(items: Iterable[Item]) -> dict[tuple[int, str], ItemCorrection]:
    """Return the correction that stands for each (item, field): the last one not undone."""
    rows = ItemCorrection.objects.filter(item__in=[item.pk for item in items], undone_at=None)
    return {
        (one.item_id, one.field): one for one in rows.select_related("corrected_by").order_by("pk")
    }


def last_correction(item: Item, field: str) -> ItemCorrection | None:
    """Return the correction of a field that stands, or None."""
    return item.corrections.filter(field=field, undone_at=None).order_by("-pk").first()


def remembered_for(edition: Edition, body: Body | None) -> list[ItemCorrection]:
    """Return the corrections ``body`` made in other editions of the catalog, the last per field.

    Without a body those of every body. Corrections that were only remembered count as well: the
    chain goes on from edition to edition.
    """
    rows = ItemCorrection.objects.filter(
        item__edition__catalog=edition.catalog_id, undone_at=None
    ).exclude(item__edition=edition)
    if body is not None:
        rows = rows.filter(corrected_by__office__body=body)
    last: dict[tuple[int, str], ItemCorrection] = {}
    for one in rows.order_by("item__edition_id", "pk"):
        last[one.item_id, one.field] = one
    return list(last.values())


def _importing_body(edition: Edition) -> int | None:
    officer = edition.imported_by
    return officer.office.body_id if isinstance(officer, Officer) else None

"""Checks a catalog against a reference edition: what the national catalog has beyond it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.catalog.diff import ChangeKind, compare
from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, name_of, overall, where
from gongkai.catalog.model import Finding


@check("item-not-in-catalog")
def missing(subject: Subject) -> Iterator[Finding]:
    """An item of the reference that no item here says, moved, merged and split ones counted in."""
    reference = subject.reference
    if reference is None:
        return
    for change in compare(reference, subject.catalog).of(ChangeKind.REMOVED):
        for place in change.old:
            item = reference.items[place]
            path = " / ".join(part for part in (item.process, *item.levels) if part)
            yield overall(
                "item-not-in-catalog",
                "levels",
                f"没有“{path or name_of(item)}”，"
                f"参照目录“{reference.title}”的{where(item)}有这一项。",
                suggestion=f"增加“{name_of(item)}”；本级没有这项工作的，在备注里说明",
            )

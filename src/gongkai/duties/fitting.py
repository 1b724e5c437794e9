"""Refuses what the tables cannot hold, naming the cell, before the database does."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField

from gongkai.duties.models import Catalog, Edition, Element, Item
from gongkai.refusals import Refused


def refuse_too_long(
    thing: Catalog | Edition | Item | Element,
    where: str,
    then: str = "请检查原文件这一格后重新导入",
) -> None:
    """Refuse with ``cell-too-long``: a cell that long is two cells or rows read as one.

    ``where`` names the row, ``then`` is what to do about it.
    """
    for field in thing._meta.concrete_fields:
        given = getattr(thing, field.attname)
        column: object = field
        if isinstance(field, ArrayField):
            column = field.base_field
        if not isinstance(column, CharField) or column.max_length is None:
            continue
        for text in given if isinstance(given, list) else [given]:
            if len(text) > column.max_length:
                raise Refused(
                    "cell-too-long",
                    f"{where}的“{field.verbose_name}”有{len(text)}字，最多{column.max_length}字，"
                    f"{then}。",
                )


def shortened(text: str) -> str:
    """Return ``text`` as a message names it, 30 signs at most."""
    return text if len(text) <= 30 else f"{text[:30]}…"

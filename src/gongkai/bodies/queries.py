"""Reading bodies and officers."""

from __future__ import annotations

from django.db import connection
from django.db.models import QuerySet

from gongkai.bodies.models import Body, Officer

_SUBTREE = """
WITH RECURSIVE tree AS (
    SELECT id FROM bodies_body WHERE id = %s
    UNION
    SELECT child.id FROM bodies_body child JOIN tree ON child.parent_id = tree.id
)
SELECT id FROM tree
"""

_ABOVE = """
WITH RECURSIVE line AS (
    SELECT id, parent_id FROM bodies_body WHERE id = %s
    UNION
    SELECT up.id, up.parent_id FROM bodies_body up JOIN line ON line.parent_id = up.id
)
SELECT id FROM line WHERE id <> %s
"""


def subtree_ids(body: Body) -> list[int]:
    """Return the body and all below it, by id."""
    with connection.cursor() as cursor:
        cursor.execute(_SUBTREE, [body.pk])
        return [row[0] for row in cursor.fetchall()]


def ids_above(body: Body) -> list[int]:
    """Return the bodies above this one up to the root, by id, as the tree stands now."""
    with connection.cursor() as cursor:
        cursor.execute(_ABOVE, [body.pk, body.pk])
        return [row[0] for row in cursor.fetchall()]


def roots() -> QuerySet[Body]:
    """Return the bodies without a supervising body here, with their children at hand."""
    return Body.objects.filter(parent=None).prefetch_related("children__children")


def officers_of(body: Body) -> QuerySet[Officer]:
    """Return the officers of a body with their roles at hand."""
    return (
        Officer.objects.filter(office__body=body)
        .prefetch_related("role_rows")
        .order_by("-is_active", "office__position", "pk")
    )

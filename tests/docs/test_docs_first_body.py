"""What docs/operating.md tells an operator to run on a new site works as printed."""

from __future__ import annotations

import pytest

from gongkai.bodies.models import Body, Officer, Role
from tests.docs.pages import fences, text


@pytest.mark.django_db
def test_the_first_body_and_its_administrator_are_made_as_printed() -> None:
    (block,) = fences(text("docs/operating.md"), "python")
    exec(compile(block, "docs/operating.md", "exec"), {})  # noqa: S102  our own page
    body = Body.objects.get()
    administrator = Officer.objects.get(office__body=body)
    assert administrator.has_role(Role.ADMINISTRATOR)

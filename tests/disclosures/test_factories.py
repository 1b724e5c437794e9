"""The factories of tests make what their names say."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.disclosures.models import Disclosure, State
from gongkai.privacy import is_identity_number
from tests import factories
from tests.factories import Team, a_team

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "state"),
    [
        (factories.a_registered, State.DRAFT),
        (factories.a_draft, State.DRAFT),
        (factories.in_content_review, State.CONTENT_REVIEW),
        (factories.in_secrecy_review, State.SECRECY_REVIEW),
        (factories.returned, State.RETURNED),
        (factories.ready, State.READY),
        (factories.scheduled, State.READY),
        (factories.ready_undisclosed, State.READY),
        (factories.published, State.PUBLISHED),
        (factories.under_correction, State.DRAFT),
        (factories.withdrawn, State.WITHDRAWN),
        (factories.superseded, State.SUPERSEDED),
        (factories.kept_undisclosed, State.UNDISCLOSED),
    ],
)
def test_each_factory_makes_its_state(make: Callable[[Team], Disclosure], state: State) -> None:
    assert factories.again(make(a_team())).state == state


def test_the_identity_number_is_well_formed_and_of_nobody() -> None:
    assert is_identity_number(factories.ID_NUMBER)
    assert factories.ID_NUMBER[6:10] == "2999"

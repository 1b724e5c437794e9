"""Makes the rows of the province, step by step; a step that is done is not done again."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection, transaction

from benchmarks.province import bare
from benchmarks.province.limits import ITEMS, LIMITS, limit_of_position

CATALOGS = 26
DISTRICTS = 40  # the bodies right below one city
CHUNK = 14  # days
CHUNKS = 48  # of the first days of obligations, so nearly two years of them
_FILED_AT_ONCE = 1_000_000
TURNS = 4  # obligations of one duty, in as many parts of that time

_DUTIES = """
INSERT INTO duties_duty (adoption_id, body_id, item_id, lead_id, officer_id, resolution, applies,
    any_office, starts_on, next_opens_on)
SELECT a.id, a.body_id, i.id, o.id, CASE WHEN i.position %% 3 = 0 THEN p.id END, 'named', true,
    false, a.adopted_on, l.next_opens_on
FROM duties_adoption a
JOIN duties_item i ON i.edition_id = a.edition_id
JOIN benchmark_limit l ON l.position = i.position
JOIN bodies_office o ON o.body_id = a.body_id AND o.position = 1 + i.position %% 4
JOIN bodies_officer p ON p.office_id = o.id
"""
# What was made public this year has a disclosure; its texts are left out, no list reads them.
_DISCLOSURES = """
INSERT INTO disclosures_disclosure (id, body_id, office_id, state, registered_at, registered_by_id,
    officer_id, withdrawal_reason)
SELECT o.id, o.body_id, d.lead_id, 'published', o.opened_at, f.head_id, f.head_id, ''
FROM duties_obligation o JOIN duties_duty d ON d.id = o.duty_id
JOIN bodies_office f ON f.id = d.lead_id
WHERE o.id > %(after)s AND o.id <= %(until)s AND o.due_on >= %(new_year)s
    AND o.fulfilled_on IS NOT NULL
"""
_FILINGS = """
INSERT INTO disclosures_filing (disclosure_id, duty_id, obligation_id)
SELECT o.id, o.duty_id, o.id FROM duties_obligation o
WHERE o.id > %(after)s AND o.id <= %(until)s AND o.due_on >= %(new_year)s
    AND o.fulfilled_on IS NOT NULL
"""
# Of what is not due yet four in ten are done; of what is past due all but one in a hundred.
_OBLIGATIONS = """
INSERT INTO duties_obligation (body_id, duty_id, occasion, trigger, formed_on, due_on, provisional,
    derivation_id, opened_at, fulfilled_on, outcome, late_working_days, excused_on)
SELECT d.body_id, d.id, '第' || d.id || '号信息', 'formed', c.start_on, c.due_on, c.provisional,
    c.derivation_id, c.start_on + time '09:00',
    CASE s.name WHEN 'met' THEN LEAST(c.due_on, %(today)s::date)
        WHEN 'met_late' THEN LEAST(c.due_on + 3, %(today)s::date) END,
    CASE WHEN s.name IN ('met', 'met_late') THEN 'disclosed' ELSE '' END,
    CASE s.name WHEN 'met' THEN 0 WHEN 'met_late' THEN 2 END,
    CASE s.name WHEN 'excused' THEN c.due_on END
FROM duties_duty d
JOIN duties_item i ON i.id = d.item_id
JOIN benchmark_limit l ON l.position = i.position
JOIN benchmark_clock c ON c.phrase = l.phrase
    AND c.start_on = %(first)s::date + abs(hashint8(d.id * 7 + 3)) %% %(days)s
CROSS JOIN LATERAL (SELECT abs(hashint8(d.id * 5 + %(turn)s)) %% 1000 AS die) r
CROSS JOIN LATERAL (SELECT CASE
    WHEN c.due_on >= %(today)s::date THEN CASE WHEN r.die < 400 THEN 'met' ELSE 'open' END
    WHEN r.die < 5 THEN 'open' WHEN r.die < 10 THEN 'excused'
    WHEN r.die < 60 THEN 'met_late' ELSE 'met' END AS name) s
WHERE d.id %% %(turns)s = %(rest)s
ORDER BY c.start_on, hashint8(d.id)
"""


def make(bodies: int, today: date) -> None:
    """Make the province of ``bodies`` as it stands on ``today``, or what of it is missing."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS benchmark_step (name text PRIMARY KEY)")
    _once("bodies", lambda: _bodies(bodies))
    _once("roles", _roles)
    _once("catalogs", lambda: _catalogs(today))
    _once("strip", lambda: bare.strip("duties_duty", "duties_duty_offices", "duties_obligation"))
    _once("duties", lambda: _run(_DUTIES))
    _once("offices", lambda: _run(
        "INSERT INTO duties_duty_offices (duty_id, office_id) SELECT id, lead_id FROM duties_duty"
    ))  # fmt: skip
    _once("clocks", lambda: _clocks(today))
    for chunk in range(CHUNKS):
        _once(f"obligations {chunk + 1}/{CHUNKS}", lambda chunk=chunk: _obligations(chunk, today))
    _once("strip disclosures", lambda: bare.strip("disclosures_disclosure", "disclosures_filing"))
    _filings(today)
    while statement := bare.next_to_put_back():
        _say(statement[:90])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")


def _once(name: str, step: Callable[[], None]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM benchmark_step WHERE name = %s", [name])
        if cursor.fetchone():
            return
        step()
        cursor.execute("INSERT INTO benchmark_step VALUES (%s)", [name])
    _say(name)


def _say(what: str) -> None:
    print(f"{time.strftime('%H:%M:%S')}  {what}", flush=True)


def _run(statement: str, **values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _bodies(number: int) -> None:
    """Cities with 40 districts each, five offices in each body and an officer in each office."""
    from gongkai.bodies.models import Body, Office, Officer, Tier

    rows = [
        Body(name=f"云岭省第{n}机关", short_name=f"第{n}机关", slug=f"b{n}", code=f"YL{n:05d}")
        for n in range(number)
    ]
    for n, row in enumerate(rows):
        row.tier = Tier.COUNTY if n % (DISTRICTS + 1) else Tier.CITY
    made = Body.objects.bulk_create(rows)
    for n, row in enumerate(made):
        row.parent = made[n - n % (DISTRICTS + 1)] if n % (DISTRICTS + 1) else None
    Body.objects.bulk_update(made, ["parent"], batch_size=500)
    offices = Office.objects.bulk_create(
        Office(body=body, name=f"第{n}科", position=n, runs_open_government=n == 0)
        for body in made
        for n in range(5)
    )
    Officer.objects.bulk_create(
        Officer(
            username=f"o{n}",
            name=f"人员{n}",
            office=office,
            email=f"o{n}@example.test",
            password="!",  # noqa: S106 - nobody signs in
        )
        for n, office in enumerate(offices)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE bodies_office SET head_id = p.id FROM bodies_officer p"
            " WHERE p.office_id = bodies_office.id"
        )
        cursor.execute(
            "UPDATE bodies_body SET head_id = o.head_id FROM bodies_office o"
            " WHERE o.body_id = bodies_body.id AND o.position = 0"
        )


def _roles() -> None:
    """Whoever is in the first office of a body administers; everyone else files."""
    _run(
        "INSERT INTO bodies_officerrole (officer_id, role)"
        " SELECT p.id, CASE o.position WHEN 0 THEN 'administrator' ELSE 'editor' END"
        " FROM bodies_officer p JOIN bodies_office o ON o.id = p.office_id"
    )


def _filings(today: date) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM duties_obligation")
        last = cursor.fetchone()[0]
    for after in range(0, last, _FILED_AT_ONCE):
        span = {
            "after": after,
            "until": after + _FILED_AT_ONCE,
            "new_year": date(today.year, 1, 1),
        }

        def file(span: dict[str, object] = span) -> None:
            _run(_DISCLOSURES, **span)
            _run(_FILINGS, **span)

        _once(f"disclosures from {after}", file)
    _run(
        "SELECT setval(pg_get_serial_sequence('disclosures_disclosure', 'id'),"
        " greatest(%(last)s, 1))",
        last=last,
    )


def _catalogs(today: date) -> None:
    """26 catalogs of 40 items, all adopted by every body."""
    from gongkai.duties.models import Catalog, Edition, Item

    for n in range(CATALOGS):
        catalog = Catalog.objects.create(title=f"第{n}领域目录", domain=f"第{n}领域")
        edition = Edition.objects.create(
            catalog=catalog, label="2024版", source_name="a.csv", source_sha256=f"{n:064d}"
        )
        Item.objects.bulk_create(
            Item(
                edition=edition,
                position=position,
                levels=[f"事项{position}"],
                content="文件名称；文号；发布日期",
                time_limit_text=limit_of_position(position).phrase,
            )
            for position in range(ITEMS)
        )
    _run(
        "INSERT INTO duties_adoption (body_id, edition_id, adopted_on)"
        " SELECT b.id, e.id, %(on)s FROM bodies_body b CROSS JOIN duties_edition e",
        on=today - timedelta(days=CHUNKS * CHUNK),
    )
    _run(
        "CREATE TABLE benchmark_limit"
        " (position int PRIMARY KEY, phrase text NOT NULL, next_opens_on date)"
    )
    for position in range(ITEMS):
        limit = limit_of_position(position)
        _run(
            "INSERT INTO benchmark_limit VALUES (%(position)s, %(phrase)s, %(opens)s)",
            position=position,
            phrase=limit.phrase,
            opens=limit.opens_after(today),
        )


def _clocks(today: date) -> None:
    """One derivation for each limit and day, by the code that makes them in earnest."""
    from gongkai.duties.clocks import derive, keep
    from gongkai.duties.models import Duty

    _run(
        "CREATE TABLE benchmark_clock (phrase text, start_on date, due_on date, provisional"
        " boolean, derivation_id bigint, PRIMARY KEY (phrase, start_on))"
    )
    first = today - timedelta(days=CHUNKS * CHUNK - 1)
    for limit in LIMITS:
        duty = Duty.objects.select_related("item", "body").filter(
            item__time_limit_text=limit.phrase
        )[0]
        for n in range(CHUNKS * CHUNK):
            kept = keep(derive(duty, first + timedelta(days=n)))
            _run(
                "INSERT INTO benchmark_clock VALUES"
                " (%(phrase)s, %(start)s, %(due)s, %(provisional)s, %(pk)s)",
                phrase=limit.phrase,
                start=first + timedelta(days=n),
                due=kept.due_on,
                provisional=kept.provisional,
                pk=kept.pk,
            )


def _obligations(chunk: int, today: date) -> None:
    turns = CHUNKS // TURNS
    _run(
        _OBLIGATIONS,
        today=today,
        first=today - timedelta(days=(CHUNKS - chunk) * CHUNK - 1),
        days=CHUNK,
        turn=chunk,
        turns=turns,
        rest=chunk % turns,
    )

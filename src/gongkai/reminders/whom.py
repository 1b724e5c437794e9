"""Who is told of an obligation, as the part of a statement that finds it out for all at once.

It goes on from a table ``told`` with ``obligation_id, body_id, duty_id, due_on, kind, days,
change_id``, and ends in a table ``whom`` with the same and ``officer_id``. In this order, the
first that gives anybody: who works on the draft; the editors of the office that registered it;
who of its leading office holds the duty; the editors of its offices. Of a head's reminder: the
head; the reviewers and publishers of the open government office. Where there is nobody: the
administrators of the body, so that no obligation is silent.

``nobodys`` (nobody registered it) and ``head_id`` are columns of their own for the planner's sake:
of ``registered_id IS NULL`` after an outer join, and of a body joined with its head, it expects a
single row, and then goes through all officers, or all reminders, once for each of thousands.
"""

from __future__ import annotations

WHOM = """
answer AS (
    SELECT told.*, duty.lead_id, duty.officer_id AS holder_id,
           disclosure.officer_id AS writer_id, disclosure.office_id AS registered_id,
           disclosure.office_id IS NULL AS nobodys,
           told.kind IN ('to_office_head', 'to_body_head') AS to_a_head,
           CASE told.kind WHEN 'to_office_head' THEN office.head_id
                          WHEN 'to_body_head' THEN body.head_id END AS head_id
    FROM told
    JOIN duties_duty duty ON duty.id = told.duty_id
    JOIN bodies_body body ON body.id = told.body_id
    LEFT JOIN disclosures_filing filing ON filing.obligation_id = told.obligation_id
    LEFT JOIN disclosures_disclosure disclosure ON disclosure.id = filing.disclosure_id
    LEFT JOIN bodies_office office ON office.id = COALESCE(disclosure.office_id, duty.lead_id)
),
active AS MATERIALIZED (
    SELECT officer.id, office.id AS office_id, office.body_id, office.runs_open_government,
           role.role
    FROM bodies_officer officer
    JOIN bodies_office office ON office.id = officer.office_id
    LEFT JOIN bodies_officerrole role ON role.officer_id = officer.id
    WHERE officer.is_active
),
found AS (
    SELECT answer.*, 1 AS place, active.id AS officer_id
    FROM answer JOIN active ON active.id = answer.writer_id
    WHERE NOT to_a_head AND active.role = 'editor' AND active.body_id = answer.body_id
    UNION ALL
    SELECT answer.*, 2, active.id
    FROM answer JOIN active ON active.office_id = answer.registered_id
    WHERE NOT to_a_head AND active.role = 'editor'
    UNION ALL
    SELECT answer.*, 3, active.id
    FROM answer JOIN active ON active.id = answer.holder_id
    WHERE NOT to_a_head AND nobodys
      AND active.role = 'editor' AND active.office_id = answer.lead_id
    UNION ALL
    SELECT answer.*, 4, active.id
    FROM answer JOIN active ON active.office_id = answer.lead_id
    WHERE NOT to_a_head AND nobodys AND active.role = 'editor'
    UNION ALL
    SELECT answer.*, 4, active.id
    FROM answer
    JOIN duties_duty_offices also ON also.duty_id = answer.duty_id
    JOIN active ON active.office_id = also.office_id
    WHERE NOT to_a_head AND nobodys AND active.role = 'editor'
    UNION ALL
    SELECT answer.*, 5, active.id
    FROM answer JOIN active ON active.id = answer.head_id
    WHERE active.body_id = answer.body_id
    UNION ALL
    SELECT answer.*, 6, active.id
    FROM answer JOIN active ON active.body_id = answer.body_id
    WHERE to_a_head AND active.runs_open_government AND active.role IN ('reviewer', 'publisher')
    UNION ALL
    SELECT answer.*, 7, active.id
    FROM answer JOIN active ON active.body_id = answer.body_id
    WHERE active.role = 'administrator'
),
placed AS (
    SELECT *, min(place) OVER (PARTITION BY obligation_id, kind, change_id) AS first_place
    FROM found
),
whom AS (
    SELECT DISTINCT officer_id, obligation_id, due_on, kind, days, change_id
    FROM placed WHERE place = first_place
)
"""

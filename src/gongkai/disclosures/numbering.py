"""Index numbers from the body's template (RULES.md §7: the scheme is a template per body)."""

from __future__ import annotations

from datetime import date

from gongkai.bodies.models import Body
from gongkai.disclosures.models import Disclosure, IndexNumberSeries
from gongkai.refusals import Refused

_LONGEST = Disclosure._meta.get_field("index_number").max_length or 0


def next_index_number(body: Body, formed_on: date) -> str:
    """Take the body's next number for the year of ``formed_on``; call inside a transaction.

    The series row is locked, so no number is given twice; a rolled-back one is given again.
    Refuses a template that makes no number or one that does not fit its column.
    """
    series, _ = IndexNumberSeries.objects.select_for_update().get_or_create(
        body=body, year=formed_on.year
    )
    series.last += 1
    series.save(update_fields=["last"])
    try:
        number = body.index_number_template.format(
            code=body.code, year=formed_on.year, month=f"{formed_on.month:02d}", serial=series.last
        )
    except (KeyError, ValueError, IndexError, AttributeError, TypeError) as error:
        raise _bad_template(body) from error
    if not number.strip() or len(number) > _LONGEST:
        raise _bad_template(body)
    if Disclosure.objects.filter(index_number=number).exists():
        raise Refused(
            "index-number-taken", f"索引号{number}已被使用，请系统管理员检查{body}的索引号格式。"
        )
    return number


def _bad_template(body: Body) -> Refused:
    return Refused(
        "bad-index-template",
        f"{body}的索引号格式“{body.index_number_template}”有误，请系统管理员修改。",
    )

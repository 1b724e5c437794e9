"""Bodies, officers, catalogs and disclosures for tests, each made by the real actions.

Every name is invented; identity numbers carry a day of birth far in the future and a right check
character. Nothing here reads the clock: information is formed on ``FORMED_ON`` unless given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from gongkai.bodies import actions as bodies
from gongkai.bodies.models import Body, Office, Officer, Role, Tier
from gongkai.catalog import read_limit
from gongkai.catalog.model import Catalog, Channel, ElementKind, LegalBasis, Origin
from gongkai.catalog.model import Element as PaperElement
from gongkai.catalog.model import Item as Row
from gongkai.disclosures import actions
from gongkai.disclosures.content import Content
from gongkai.disclosures.fields import FieldSpec, fill
from gongkai.disclosures.forms import specs_of
from gongkai.disclosures.models import Attachment, Disclosure, Openness
from gongkai.disclosures.versions import content_of
from gongkai.duties import actions as duties
from gongkai.duties.models import Adoption, Duty, Edition
from gongkai.privacy.identity import check_character

PASSWORD = "临河-银杏-2031-秋"
# 20 working days after it is 2025-02-21, 7 are 2025-02-05 (RULES.md §0, test vectors).
FORMED_ON = date(2025, 1, 20)
ON_TIME = date(2025, 2, 5)
SERVICE_OFFICE = "住房保障服务科"
_serial = count(1)


def an_id_number(place: int = 123) -> str:
    """Return an identity number of nobody: born in 2999, with a right check character."""
    first = f"37030529990312{place:03d}"
    return first + check_character(first)


ID_NUMBER = an_id_number()


# Bodies and officers


def a_body(
    name: str = "临河县住房保障中心",
    *,
    tier: Tier = Tier.COUNTY,
    parent: Body | None = None,
    offices: Sequence[str] = ("办公室", SERVICE_OFFICE),
    **fields: Any,
) -> Body:
    """Return a body with these offices; the first of them runs open government."""
    serial = next(_serial)
    fields.setdefault("short_name", name[-6:])
    fields.setdefault("slug", f"body-{serial}")
    fields.setdefault("code", f"LH{serial:03d}")
    body = bodies.create_body(actor=None, name=name, tier=tier, parent=parent, **fields)
    for place, office in enumerate(offices):
        bodies.create_office(
            actor=None, body=body, name=office, position=place, runs_open_government=place == 0
        )
    return body


def an_office(body: Body, name: str | None = None) -> Office:
    """Return the office of this name, or the one that runs open government."""
    if name is None:
        return body.offices.get(runs_open_government=True)
    return body.offices.get(name=name)


def an_officer(body_or_office: Body | Office, *roles: Role, name: str = "江小北") -> Officer:
    """Return an officer with these roles and ``PASSWORD``, in the office (of a body: the first)."""
    office = an_office(body_or_office) if isinstance(body_or_office, Body) else body_or_office
    officer = bodies.create_officer(
        actor=None,
        office=office,
        username=f"officer-{next(_serial)}",
        name=name,
        password=PASSWORD,
    )
    for role in roles:
        bodies.grant_role(actor=None, officer=officer, role=role)
    return officer


@dataclass(frozen=True)
class Team:
    """One officer for each role, all in the first office of one body."""

    body: Body
    editor: Officer
    reviewer: Officer
    secrecy_reviewer: Officer
    publisher: Officer
    administrator: Officer
    auditor: Officer

    def with_role(self, role: Role) -> Officer:
        """Return the officer who holds ``role``."""
        officer: Officer = getattr(self, role.value)
        return officer


def a_team(body: Body | None = None) -> Team:
    """Return a whole team of ``body`` (of a new one by default)."""
    body = body or a_body()
    return Team(
        body=body,
        editor=an_officer(body, Role.EDITOR, name="林填报"),
        reviewer=an_officer(body, Role.REVIEWER, name="沈审核"),
        secrecy_reviewer=an_officer(body, Role.SECRECY_REVIEWER, name="方保密"),
        publisher=an_officer(body, Role.PUBLISHER, name="齐发布"),
        administrator=an_officer(body, Role.ADMINISTRATOR, name="管理员甲"),
        auditor=an_officer(body, Role.AUDITOR, name="审计员乙"),
    )


# Catalogs and duties

ELIGIBILITY = "保障资格审核结果"
POLICY = "政策文件"
HOUSING = "房源信息"
PLAIN = "工作动态"
CITY_ONLY = "全市年度计划"


def an_item(name: str, **changes: Any) -> Row:
    """Return one catalog row as the reader gives it; ``limit`` is a phrase or None."""
    limit = changes.pop("limit", "自信息形成或者变更之日起20个工作日内")
    elements: tuple[PaperElement, ...] = changes.pop("elements", ())
    row = Row(
        seq=str(next(_serial)),
        process="执行和结果",
        levels=("保障性住房", name),
        content="；".join(element.name for element in elements) or name,
        elements=elements,
        legal_bases=(LegalBasis("中华人民共和国政府信息公开条例", "国务院令第711号", "第二十条"),),
        time_limit=read_limit(limit) if limit else None,
        publisher="办公室",
        channels=(Channel("政府网站", True), Channel("公开查阅点", False)),
        audiences=("everyone",),
        modes=("proactive",),
        tiers=("city", "county"),
        form=None,
        remarks=None,
        origin={"content": Origin.PRINTED},
    )
    return replace(row, **changes)


def _elements(*rows: tuple[str, ElementKind], group: str | None = None) -> tuple[PaperElement, ...]:
    return tuple(
        PaperElement(name, group, kind, masked=kind is ElementKind.ID_NUMBER) for name, kind in rows
    )


def default_items() -> tuple[Row, ...]:
    """Return rows with elements of several kinds, with none, for another tier, without a limit."""
    kind = ElementKind
    return (
        an_item(
            ELIGIBILITY,
            publisher=f"办公室、{SERVICE_OFFICE}",
            elements=(
                *_elements(("公告内容", kind.RICH_TEXT), ("公告日期", kind.DATE)),
                *_elements(
                    ("姓名", kind.PERSON_NAME), ("身份证号", kind.ID_NUMBER), ("面积", kind.AREA),
                    group="审核结果",
                ),
            ),
        ),
        an_item(
            POLICY,
            limit="自信息形成或者变更之日起7个工作日内",
            elements=_elements(("文件名称", kind.TEXT), ("咨询电话", kind.PHONE)),
        ),
        an_item(
            HOUSING,
            publisher=SERVICE_OFFICE,
            elements=_elements(("地址", kind.ADDRESS), ("租金", kind.MONEY), ("套数", kind.COUNT)),
        ),
        an_item(PLAIN, publisher="相关科室", limit=None),
        an_item(CITY_ONLY, tiers=("city",)),
    )  # fmt: skip


def an_edition(
    items: Sequence[Row] | None = None,
    *,
    title: str = "临河县住房保障领域政务公开标准目录",
    label: str = "2025版",
) -> Edition:
    """Return an imported edition with these rows (``default_items`` unless given)."""
    rows = tuple(default_items() if items is None else items)
    return duties.import_edition(
        actor=None,
        read=Catalog(title, "临河县人民政府", rows, ()),
        source_name=f"{title}.txt",
        source_sha256=hashlib.sha256(f"{title}{label}{next(_serial)}".encode()).hexdigest(),
        label=label,
        domain="住房保障",
    )


def adopted(body: Body, edition: Edition | None = None) -> Adoption:
    """Have ``body`` adopt ``edition`` (a new default one unless given)."""
    return duties.adopt_edition(
        actor=None, body=body, edition=edition or an_edition(), adopted_on=date(2025, 1, 2)
    )


def a_duty(body: Body, item: str = ELIGIBILITY) -> Duty:
    """Return the body's duty for the item of this name; it adopts an edition if it has none."""
    if not body.adoptions.exists():
        adopted(body, Edition.objects.first())
    return Duty.objects.select_related("item", "body", "lead").get(
        body=body, item__levels__contains=[item]
    )


# Disclosures, from draft to notice

_SAMPLES: Mapping[ElementKind, str] = {
    ElementKind.RICH_TEXT: "<p>经审核，下列家庭符合条件。</p>",
    ElementKind.DATE: "2025-01-20",
    ElementKind.COUNT: "12",
    ElementKind.AREA: "59.80",
    ElementKind.MONEY: "860.00",
    ElementKind.PERSON_NAME: "余晚舟",
    ElementKind.ID_NUMBER: ID_NUMBER,
    ElementKind.PHONE: "0533-5550123",
    ElementKind.ADDRESS: "临河县银杏路9号",
}


def sample_values(specs: Sequence[FieldSpec]) -> dict[str, tuple[str, ...]]:
    """Return one plausible value for every field."""
    return {spec.key: (_SAMPLES.get(spec.kind, "示例"),) for spec in specs}


def a_registered(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return what the editor just registered: nothing filled in yet."""
    changes.setdefault("title", "2025年第一批保障资格审核结果")
    changes.setdefault("formed_on", FORMED_ON)
    return actions.register(actor=team.editor, duties=[duty or a_duty(team.body)], **changes)


def complete_content(disclosure: Disclosure, **changes: Any) -> Content:
    """Return the latest content with summary, text and every field filled."""
    assert disclosure.latest is not None
    specs = specs_of(disclosure)
    whole = replace(
        content_of(disclosure.latest),
        summary="公布第一批审核结果。",
        body_html="<p>现予公布。</p>",
        values=fill(specs, sample_values(specs), {}),
    )
    return replace(whole, **changes)


def a_draft(
    team: Team, duty: Duty | None = None, *, complete: bool = True, **changes: Any
) -> Disclosure:
    """Return a draft of the team's editor; ``changes`` go to ``register``."""
    disclosure = a_registered(team, duty, **changes)
    if complete:
        actions.save_draft(
            actor=team.editor, disclosure=disclosure, content=complete_content(disclosure)
        )
    return again(disclosure)


def again(disclosure: Disclosure) -> Disclosure:
    """Return the disclosure as the database has it now."""
    return Disclosure.objects.select_related("latest", "public", "body", "office").get(
        pk=disclosure.pk
    )


def in_content_review(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return a complete draft that was handed in."""
    return actions.submit(actor=team.editor, disclosure=a_draft(team, duty, **changes))


def in_secrecy_review(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return one whose content was approved."""
    disclosure = in_content_review(team, duty, **changes)
    assert disclosure.latest is not None
    return actions.approve_content(
        actor=team.reviewer, disclosure=disclosure, version=disclosure.latest
    )


def ready(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return one with both approvals."""
    disclosure = in_secrecy_review(team, duty, **changes)
    assert disclosure.latest is not None
    return actions.approve_secrecy(
        actor=team.secrecy_reviewer, disclosure=disclosure, version=disclosure.latest
    )


def approved_again(team: Team, disclosure: Disclosure) -> Disclosure:
    """Take a draft that is complete through both reviews."""
    disclosure = actions.submit(actor=team.editor, disclosure=disclosure)
    assert disclosure.latest is not None
    version = disclosure.latest
    actions.approve_content(actor=team.reviewer, disclosure=disclosure, version=version)
    return actions.approve_secrecy(
        actor=team.secrecy_reviewer, disclosure=disclosure, version=version
    )


def returned(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return one that the reviewer sent back."""
    return actions.return_to_editor(
        actor=team.reviewer, disclosure=in_content_review(team, duty, **changes), note="请补充依据"
    )


def scheduled(team: Team, duty: Duty | None = None, *, days: int = 3) -> Disclosure:
    """Return one that is ready and has a set time, ``days`` from now."""
    return actions.schedule(
        actor=team.publisher,
        disclosure=ready(team, duty),
        at=timezone.now() + timedelta(days=days),
    )


def published(team: Team, duty: Duty | None = None, **changes: Any) -> Disclosure:
    """Return one that citizens can read."""
    return actions.publish(actor=team.publisher, disclosure=ready(team, duty, **changes))


def under_correction(team: Team, duty: Duty | None = None) -> Disclosure:
    """Return a public one with a correction begun."""
    return actions.start_correction(
        actor=team.editor, disclosure=published(team, duty), reason="面积有误"
    )


def withdrawn(team: Team, duty: Duty | None = None) -> Disclosure:
    """Return one taken off the public site."""
    return actions.withdraw(
        actor=team.publisher, disclosure=published(team, duty), reason="名单有误，重新公布"
    )


def superseded(team: Team, duty: Duty | None = None) -> Disclosure:
    """Return one that another public one replaces."""
    old, new = published(team, duty), published(team, duty, title="2025年第二批保障资格审核结果")
    return actions.supersede(actor=team.publisher, disclosure=old, by=new)


def ready_undisclosed(team: Team, duty: Duty | None = None) -> Disclosure:
    """Return one with both approvals that is, on a ground, not to be published."""
    return ready(team, duty, openness=Openness.WITHHELD, openness_ground="third-party-rights")


def kept_undisclosed(team: Team, duty: Duty | None = None) -> Disclosure:
    """Return one closed as not made public."""
    return actions.keep_undisclosed(actor=team.publisher, disclosure=ready_undisclosed(team, duty))


# Files and days


def a_pdf(name: str = "审核名单.pdf", text: str = "名单") -> SimpleUploadedFile:
    """Return an upload that begins as a PDF does."""
    return SimpleUploadedFile(name, b"%PDF-1.7\n" + text.encode(), content_type="application/pdf")


def attached(team: Team, disclosure: Disclosure, name: str = "审核名单.pdf") -> Attachment:
    """Return a file the editor attached."""
    return actions.attach(actor=team.editor, disclosure=disclosure, upload=a_pdf(name))


def set_today(monkeypatch: pytest.MonkeyPatch, day: date, hour: int = 10) -> datetime:
    """Make it ``hour`` o'clock in Shanghai on ``day``, as far as Django's clock is asked."""
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())
    moment = moment.astimezone(UTC)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    return moment

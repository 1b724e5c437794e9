"""What a catalog asks to publish about people."""

from __future__ import annotations

import pytest

from gongkai.catalog.model import Severity
from tests.catalog.lint.cataloging import element, found, row, said

NAME = element("保障对象姓名", "person_name")


def test_a_whole_identity_number_for_everyone_is_an_error() -> None:
    item = row(1, elements=(NAME, element("身份证号", "id_number")))
    (finding,) = found("privacy-id", item)
    assert finding.message == (
        "第1项（原文第11行）的“公开内容”要求公开“身份证号”，没有注明隐藏部分内容，会泄露身份证件号码。"
    )
    assert finding.suggestion == "身份证号（隐藏部分号码），或者改用保障对象编号"
    assert finding.severity is Severity.ERROR
    assert finding.place is not None
    assert finding.place.label == "原文第11行第3格"


def test_where_nobody_said_for_whom_it_is_a_warning() -> None:
    (finding,) = found("privacy-id", row(1, elements=(element("身份证号"),), audiences=()))
    assert finding.severity is Severity.WARNING


def test_a_masked_number_is_fine() -> None:
    item = row(1, elements=(NAME, element("身份证号", "id_number", masked=True)))
    assert found("privacy-id", item) == []


@pytest.mark.parametrize("given", [{"audiences": ("specific",)}, {"modes": ("on_request",)}])
def test_what_is_not_public_is_not_looked_at(given: dict[str, tuple[str, ...]]) -> None:
    assert found("privacy-id", row(1, elements=(element("身份证号"),), **given)) == []


def test_running_text_is_looked_at_piece_by_piece() -> None:
    item = row(1, content="公示救助对象姓名、身份证号码、救助金额等信息。")
    assert len(said("privacy-id", item)) == 1
    masked = row(1, content="公示救助对象姓名、身份证号（隐藏部分号码）、救助金额。")
    assert said("privacy-id", masked) == []


def test_each_kind_is_said_once_for_a_row() -> None:
    names = element("申请人身份证号"), element("配偶身份证号")
    assert len(said("privacy-id", row(1, elements=names))) == 1


@pytest.mark.parametrize(
    ("code", "name", "severity"),
    [
        ("privacy-account", "银行账号", Severity.ERROR),
        ("privacy-account", "社会保障卡号", Severity.ERROR),
        ("privacy-address", "家庭住址", Severity.WARNING),
        ("privacy-address", "房号面积套型", Severity.WARNING),
        ("privacy-phone", "申请人联系电话", Severity.WARNING),
        ("privacy-sensitive", "家庭收入", Severity.WARNING),
        ("privacy-sensitive", "致贫原因", Severity.WARNING),
        ("privacy-sensitive", "残疾类别", Severity.WARNING),
        ("privacy-sensitive", "病情", Severity.WARNING),
    ],
)
def test_what_must_not_stand_in_a_public_list(code: str, name: str, severity: Severity) -> None:
    (finding,) = found(code, row(1, elements=(NAME, element(name))))
    assert finding.severity is severity
    assert f"要求公开“{name}”" in finding.message


@pytest.mark.parametrize(
    "name",
    [
        "咨询电话",
        "监督电话",
        "联系方式",
        "办公地址",
        "建设地址",
        "家庭收入标准",
        "残疾人补贴标准",
        "疾病预防知识",
        "身份证复印件",
        "负责人姓名",
        "专户账号",
        "统一社会信用代码",
    ],
)
def test_what_offices_publish_of_themselves_is_left_alone(name: str) -> None:
    item = row(1, elements=(element(name),))
    for code in (
        *("privacy-id", "privacy-account", "privacy-address", "privacy-phone"),
        *("privacy-sensitive", "privacy-impact"),
    ):
        assert found(code, item) == [], code


def test_a_guide_that_asks_applicants_for_a_number_publishes_none() -> None:
    item = row(1, levels=("救助", "办事指南"), elements=(element("申请人身份证号"),))
    assert found("privacy-id", item) == []


def test_names_beside_money_want_an_assessment_first() -> None:
    item = row(1, elements=(NAME, element("发放金额", "money")))
    (finding,) = found("privacy-impact", item)
    assert finding.message == (
        "第1项（原文第11行）的“公开内容”要求公开个人姓名和证件号码或者金额，公开前要做个人信息保护影响评估。"
    )
    assert finding.suggestion == "发布前评估，评估记录至少保存三年"
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    "elements",
    [
        (NAME,),
        (element("发放金额", "money"),),
        (element("单位负责人", "person_name"), element("注册资金", "money")),
    ],
)
def test_names_alone_money_alone_and_officials_want_none(elements: tuple[object, ...]) -> None:
    assert found("privacy-impact", row(1, elements=elements)) == []


@pytest.mark.parametrize(
    "content", ["姓名、手机号码", "申请人姓名、手机号码", "姓名、联系电话", "救助对象姓名；电话"]
)
def test_a_phone_beside_a_persons_name_is_that_persons(content: str) -> None:
    (finding,) = found("privacy-phone", row(1, content=content))
    assert "电话号码" in finding.message


@pytest.mark.parametrize(
    "content",
    [
        "机构名称、联系电话",
        "负责人姓名、联系电话",
        "姓名、职务、联系电话",
        "姓名、联系电话（隐藏部分号码）",
    ],
)
def test_a_phone_of_an_office_or_masked_is_left_alone(content: str) -> None:
    assert found("privacy-phone", row(1, content=content)) == []

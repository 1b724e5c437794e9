"""Importing a catalog: upload, preview, import; what is refused leaves nothing behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.bodies.models import Role
from gongkai.catalog import read_file, to_dict
from gongkai.duties.models import Edition, Item
from gongkai.refusals import Refused
from gongkai.workspace import incoming, reading
from gongkai.workspace.restoring import restored
from tests import factories as made
from tests.workspace.around import address, as_officer, said, text_of

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[2] / "examples" / "catalogs"
HOUSING = EXAMPLES / "city-housing-bureau.txt"


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A folder for uploads of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "incoming-catalogs"


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _file(data: bytes, name: str = "目录.txt") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, data, content_type="text/plain")}


def _upload(client: Client, data: bytes, name: str = "目录.txt") -> object:
    return client.post(address("catalog_import"), _file(data, name))


def _left(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


def test_the_administrator_uploads_looks_and_imports(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_bytes(), "市住建局目录.txt")
    page = text_of(client.get(address("catalog_import")))
    assert "从文件“市住建局目录.txt”里读到1份目录" in page
    assert "公开事项 26项" in page
    assert Edition.objects.count() == 0
    response = client.post(
        address("catalog_import_confirm"), {"label": "2026年版", "domain": "住房"}
    )
    assert said(response)[-1] == "已导入1份目录，可以采用了。"
    edition = Edition.objects.get()
    assert (edition.label, edition.source_name) == ("2026年版", "市住建局目录.txt")
    assert edition.imported_by == team.administrator
    assert edition.items.count() == 26
    assert _left(files) == []


def test_what_is_imported_is_what_the_reader_read(team: made.Team) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_bytes())
    client.post(address("catalog_import_confirm"), {"label": "2026年版"})
    (catalog,) = read_file(HOUSING).catalogs
    rows = list(Item.objects.order_by("position").values_list("levels", "content"))
    assert rows == [(list(item.levels), item.content) for item in catalog.items]
    lines = {item.line for item in catalog.items}
    beside = [one["message"] for item in Item.objects.all() for one in item.findings]
    expected = [one.message for one in catalog.findings if one.line in lines]
    assert sorted(beside) == sorted(expected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read_too(team: made.Team, encoding: str) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_text("utf-8").encode(encoding))
    assert "公开事项 26项" in text_of(client.get(address("catalog_import")))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 a word file", "是Word、Excel 或压缩文件，不是纯文本"),
        (b"", "这个文件是空的"),
        (b" \n", "是空的，没有可读的目录"),
        ("没有表格的文字。".encode(), "目录.txt"),
        (b"\xff\xfe\xff", "编码无法识别"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(
    team: made.Team, files: Path, data: bytes, words: str
) -> None:
    client = as_officer(team.administrator)
    (message,) = said(_upload(client, data))
    assert words in message
    assert str(files) not in message
    assert _left(files) == []
    assert "目录文本文件" in text_of(client.get(address("catalog_import")))


def test_a_file_over_20_megabytes_is_refused_before_it_is_kept(
    team: made.Team, files: Path
) -> None:
    client = as_officer(team.administrator)
    (message,) = said(_upload(client, b"a" * (20 * 1024 * 1024 + 1)))
    assert message == "目录文本文件：文件超过 20 MB，不像一份目录；请核对。"
    assert _left(files) == []


def test_without_a_file_the_form_says_so(team: made.Team) -> None:
    response = as_officer(team.administrator).post(address("catalog_import"))
    assert said(response) == ["目录文本文件：请选择一个目录文本文件。"]


def test_the_same_file_is_not_imported_twice_and_the_first_stays(team: made.Team) -> None:
    client = as_officer(team.administrator)
    for label in ("2026年版", "2027年版"):
        _upload(client, HOUSING.read_bytes())
        response = client.post(address("catalog_import_confirm"), {"label": label})
    assert "这份文件已经导入为" in said(response)[-1]
    assert [edition.label for edition in Edition.objects.all()] == ["2026年版"]


def test_an_import_needs_a_label_and_keeps_the_file_for_another_try(
    team: made.Team, files: Path
) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_bytes())
    response = client.post(address("catalog_import_confirm"), {"label": ""})
    assert said(response) == ["版次名称：这个字段是必填项。"]
    assert len(_left(files)) == 1
    assert Edition.objects.count() == 0


def test_one_bad_catalog_of_a_file_leaves_none_of_it(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_bytes())
    twice = reading.read_bounded(HOUSING) * 2
    monkeypatch.setattr("gongkai.workspace.views.importing.read_bounded", lambda path: twice)
    response = client.post(address("catalog_import_confirm"), {"label": "2026年版"})
    assert "这份文件已经导入为" in said(response)[0]
    assert (Edition.objects.count(), Item.objects.count()) == (0, 0)


def test_without_an_upload_there_is_nothing_to_import(team: made.Team) -> None:
    response = as_officer(team.administrator).post(
        address("catalog_import_confirm"), {"label": "2026年版"}
    )
    assert said(response) == ["没有待导入的文件，请先选择目录文件。"]


def test_the_administrator_gives_up_and_the_file_is_gone(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    _upload(client, HOUSING.read_bytes())
    response = client.post(address("catalog_import_discard"))
    assert said(response) == ["已放弃导入，文件没有保留。"]
    assert _left(files) == []


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR])
def test_nobody_else_imports_a_catalog(team: made.Team, files: Path, role: Role) -> None:
    client = as_officer(team.with_role(role))
    page = client.get(address("catalog_import"))
    assert page.status_code == 403
    assert "只有系统管理员可以导入目录" in text_of(page)
    assert said(_upload(client, HOUSING.read_bytes())) == [
        "只有系统管理员可以导入目录。请把目录文件交给本机关的系统管理员。"
    ]
    client.post(address("catalog_import_confirm"), {"label": "2026年版"})
    assert _left(files) == []
    assert Edition.objects.count() == 0


def test_one_administrators_upload_is_not_anothers(team: made.Team) -> None:
    _upload(as_officer(team.administrator), HOUSING.read_bytes())
    other = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR)
    assert "读取" in text_of(as_officer(other).get(address("catalog_import")))
    assert incoming.kept(other) is None


@pytest.mark.parametrize("name", ["../../../escape.txt", "..", "-rf.txt", "目" * 150 + ".txt"])
def test_an_odd_file_name_stays_in_its_folder(team: made.Team, files: Path, name: str) -> None:
    upload = SimpleUploadedFile("a.txt", HOUSING.read_bytes())
    upload._name = name  # type: ignore[attr-defined]  # what a program that is no browser may send
    path = incoming.keep(team.administrator, upload)
    assert path.parent == files / str(team.administrator.pk)
    assert len(reading.read_bounded(path)) == 1


def test_what_was_forgotten_for_a_day_goes_with_the_next_upload(
    team: made.Team, files: Path
) -> None:
    old = files / "4040"
    old.mkdir(parents=True)
    (old / "a.txt").write_text("x")
    long_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    _upload(as_officer(team.administrator), HOUSING.read_bytes())
    assert not old.exists()


# The bounded child


def test_a_reading_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "慢.txt"
    path.write_bytes(HOUSING.read_bytes())
    with pytest.raises(Refused) as refusal:
        reading.read_bounded(path, seconds=0.0)
    assert refusal.value.code == "catalog-reading-too-long"


def test_a_child_that_dies_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(Refused) as refusal:
        reading.read_bounded(tmp_path / "甲.txt")
    assert refusal.value.message == "文件 甲.txt 太大或太复杂，没能读完；请拆分后再导入。"


def test_a_file_named_like_a_module_is_not_run(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(3)")
    path = tmp_path / "目录.txt"
    path.write_bytes(HOUSING.read_bytes())
    assert len(reading.read_bounded(path)) == 1


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_what_the_child_gives_is_restored_whole(path: Path) -> None:
    given = reading.read_bounded(path)
    assert tuple(restored(data) for data in given) == read_file(path).catalogs
    assert [to_dict(restored(data))["items"] for data in given] == [one["items"] for one in given]

"""Importing a catalog: upload, progress, preview, import; what is refused leaves nothing behind."""

from __future__ import annotations

import json
import os
import time
import tomllib
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from gongkai.bodies.models import Role
from gongkai.catalog import read_file
from gongkai.duties.models import Catalog, CatalogReading, Edition, Item
from gongkai.workspace import incoming
from gongkai.workspace.tasks import read_catalog
from tests import factories as made
from tests.workspace.around import address, as_officer, said, text_of
from tests.workspace.uploading import confirm, read_all, upload, upload_and_read

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "catalogs"
HOUSING = EXAMPLES / "city-housing-bureau.txt"
SCIENCE = EXAMPLES / "zhoucun-science-bureau.txt"


@pytest.fixture(autouse=True)
def files(settings, tmp_path: Path) -> Path:  # type: ignore[no-untyped-def]
    """A folder for uploads of this test alone."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path / "incoming-catalogs"


@pytest.fixture
def team() -> made.Team:
    return made.a_team()


def _left(files: Path) -> list[Path]:
    return [path for path in files.rglob("*") if path.is_file()]


# From the file to the edition


def test_the_administrator_uploads_looks_and_imports(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes(), "市住建局目录.txt")
    assert "等待读取 市住建局目录.txt" in text_of(client.get(address("catalog_import")))
    read_all()
    page = text_of(client.get(address("catalog_import")))
    assert "从文件“市住建局目录.txt”里读到1份目录，共26项" in page
    assert "公开事项 26项" in page
    assert "认出的栏目 序号、" in page
    assert Edition.objects.count() == 0
    response = confirm(client, team.administrator, **{"0-domain": "住房"})
    assert said(response)[-1] == "已导入1份目录，可以采用了。"
    edition = Edition.objects.get()
    assert (edition.label, edition.source_name) == ("2026年版", "市住建局目录.txt")
    assert (edition.imported_by, edition.catalog.domain) == (team.administrator, "住房")
    assert response.url == address("catalog", edition.pk)
    assert edition.items.count() == 26
    assert _left(files) == []
    assert not CatalogReading.objects.exists()


def test_what_is_imported_is_what_the_reader_read_with_what_the_check_found(
    team: made.Team,
) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    confirm(client, team.administrator)
    (catalog,) = read_file(HOUSING).catalogs
    rows = list(Item.objects.order_by("position").values_list("levels", "content"))
    assert rows == [(list(item.levels), item.content) for item in catalog.items]
    codes = {one["code"] for one in Edition.objects.get().findings}
    assert codes - {one.code for one in catalog.findings}, "lint adds findings of its own"


@pytest.mark.parametrize("ending", ["docx", "xlsx", "xls", "pdf", "html", "doc"])
def test_every_format_is_taken(team: made.Team, ending: str) -> None:
    path = ROOT / "tests" / "catalog" / "formats" / f"linzi-housing-centre.{ending}"
    client = as_officer(team.administrator)
    upload_and_read(client, path.read_bytes(), path.name)
    reading = CatalogReading.objects.get()
    assert (reading.state, reading.message) == ("done", "")
    (preview,) = incoming.previews(reading)
    assert preview["items"] == 13


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_other_encodings_are_read_too(team: made.Team, encoding: str) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_text("utf-8").encode(encoding))
    assert "公开事项 26项" in text_of(client.get(address("catalog_import")))


def _two_catalogs(files: Path) -> bytes:
    """One file of two catalogs, as the project's own JSON holds them."""
    from gongkai.catalog import to_dict

    catalogs = [to_dict(read_file(path).catalogs[0]) for path in (HOUSING, SCIENCE)]
    return json.dumps({"catalogs": catalogs}).encode()


def test_of_a_file_of_several_only_the_ticked_are_imported(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, _two_catalogs(files), "汇编.json")
    assert "读到2份目录" in text_of(client.get(address("catalog_import")))
    confirm(client, team.administrator, **{"0-take": "", "1-take": "on"})
    assert Edition.objects.get().title == read_file(SCIENCE).catalogs[0].title


def test_a_compilation_of_26_fields_is_placed_and_imported_together(
    team: made.Team, tmp_path: Path
) -> None:
    domains = tomllib.loads((ROOT / "src/gongkai/workspace/data/domains.toml").read_text("utf-8"))[
        "domains"
    ]
    head = ["序号", "一级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体"]
    path = tmp_path / "汇编.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for domain in domains:
            sheet = book.add_worksheet(domain)
            sheet.merge_range(0, 0, 0, 5, f"临河县{domain}领域基层政务公开标准目录")
            sheet.write_row(1, 0, head)
            for row in (1, 2, 3):
                sheet.write_row(
                    row + 1, 0,
                    [str(row), f"{domain}第{row}项", "文件名称；发布日期", "《某某条例》",
                     "20个工作日内", "某科"],
                )  # fmt: skip
    client = as_officer(team.administrator)
    upload_and_read(client, path.read_bytes(), path.name)
    assert "读到26份目录，共78项" in text_of(client.get(address("catalog_import")))
    placed = {f"{number}-take": "on" for number in range(26)} | {
        f"{number}-domain": domain for number, domain in enumerate(domains)
    }
    response = confirm(client, team.administrator, **placed)
    assert said(response)[-1] == "已导入26份目录，可以采用了。"
    assert [one.domain for one in Catalog.objects.order_by("pk")] == domains
    assert Item.objects.count() == 78


def test_of_several_all_or_none_are_imported(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, SCIENCE.read_bytes())
    confirm(client, team.administrator)
    upload_and_read(client, _two_catalogs(files), "汇编.json")
    kept = str(Catalog.objects.get().pk)
    response = confirm(client, team.administrator, **{"1-take": "on", "1-catalog": kept})
    assert "已有版次“2026年版”" in said(response)[-1]
    assert Edition.objects.count() == 1


def test_with_nothing_ticked_nothing_is_imported_and_the_file_stays(
    team: made.Team, files: Path
) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    response = confirm(client, team.administrator, **{"0-take": ""})
    assert said(response) == ["没有选中任何一份目录，请至少勾选一份。"]
    assert CatalogReading.objects.get().state == "done"


def test_the_next_year_is_offered_as_a_new_edition_of_the_same_catalog(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    confirm(client, team.administrator)
    kept = Catalog.objects.get()
    renamed = HOUSING.read_text("utf-8").replace(kept.title, f"{kept.title}（2027年版）", 1)
    upload_and_read(client, renamed.encode())
    page = client.get(address("catalog_import")).content.decode()
    assert f'<option value="{kept.pk}" selected>' in page
    confirm(client, team.administrator, "2027年版", **{"0-catalog": str(kept.pk)})
    assert [one.label for one in kept.editions.all()] == ["2027年版", "2026年版"]


def test_the_same_file_is_not_imported_twice_and_the_first_stays(team: made.Team) -> None:
    client = as_officer(team.administrator)
    for label in ("2026年版", "2027年版"):
        upload_and_read(client, HOUSING.read_bytes())
        response = confirm(client, team.administrator, label)
    assert "这份文件已经导入为" in said(response)[-1]
    assert [edition.label for edition in Edition.objects.all()] == ["2026年版"]


def test_an_import_needs_a_label_and_keeps_the_file_for_another_try(
    team: made.Team, files: Path
) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    response = confirm(client, team.administrator, "")
    assert said(response) == ["版次名称：这个字段是必填项。"]
    assert len(_left(files)) == 3
    assert Edition.objects.count() == 0


# What is refused


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 a word file", "目录.txt"),
        (b" \n", "是空的，没有可读的目录"),
        ("没有表格的文字。".encode(), "目录.txt"),
        (b"\xff\xfe\xff", "编码无法识别"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_and_not_kept(
    team: made.Team, files: Path, data: bytes, words: str
) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, data)
    reading = CatalogReading.objects.get()
    assert reading.state == "refused"
    assert words in reading.message
    assert str(files) not in reading.message
    assert _left(files) == []
    page = text_of(client.get(address("catalog_import")))
    assert reading.message.split("；")[0] in page
    assert "目录文件" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "目录文件：这个文件是空的，没有可读的目录。"),
        (b"a" * (50 * 1024 * 1024 + 1), "目录文件：文件超过 50 MB，不像一份目录；请核对。"),
    ],
    ids=["empty", "too large"],
)
def test_an_empty_or_huge_file_is_refused_before_it_is_kept(
    team: made.Team, files: Path, data: bytes, message: str
) -> None:
    assert said(upload(as_officer(team.administrator), data)) == [message]
    assert _left(files) == []
    assert not CatalogReading.objects.exists()


def test_without_a_file_the_form_says_so(team: made.Team) -> None:
    response = as_officer(team.administrator).post(address("catalog_import"))
    assert said(response) == ["目录文件：请选择一个目录文件。"]


def test_without_an_upload_there_is_nothing_to_import(team: made.Team) -> None:
    response = confirm(as_officer(team.administrator), team.administrator)
    assert said(response) == ["没有待导入的文件，请先选择目录文件。"]


def test_what_is_not_read_yet_is_not_imported(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes())
    assert said(confirm(client, team.administrator)) == ["文件还没有读完，请读完并核对后再导入。"]
    assert Edition.objects.count() == 0


def test_a_file_uploaded_after_the_look_is_not_imported_instead(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    seen = CatalogReading.objects.get().pk
    upload_and_read(client, SCIENCE.read_bytes())
    response = confirm(client, team.administrator, reading=seen)
    assert "您核对的不是现在这份文件" in said(response)[0]
    assert Edition.objects.count() == 0


def test_a_file_changed_on_the_disk_after_the_look_is_not_imported(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    incoming.path_of(CatalogReading.objects.get()).write_bytes(SCIENCE.read_bytes())
    assert "文件在核对之后变了" in said(confirm(client, team.administrator))[0]
    assert Edition.objects.count() == 0


def test_of_two_imports_at_once_the_second_finds_nothing(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    seen = CatalogReading.objects.get().pk
    confirm(client, team.administrator)
    again = confirm(client, team.administrator, reading=seen)
    assert said(again)[-1] == "没有待导入的文件，请先选择目录文件。"
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AUDITOR])
def test_nobody_else_imports_a_catalog(team: made.Team, files: Path, role: Role) -> None:
    officer = team.with_role(role)
    client = as_officer(officer)
    page = client.get(address("catalog_import"))
    assert page.status_code == 403
    assert "只有系统管理员可以导入目录" in text_of(page)
    assert said(upload(client, HOUSING.read_bytes())) == [
        "只有系统管理员可以导入目录。请把目录文件交给本机关的系统管理员。"
    ]
    confirm(client, officer)
    assert _left(files) == []
    assert Edition.objects.count() == 0


def test_one_administrators_upload_is_not_anothers(team: made.Team) -> None:
    upload_and_read(as_officer(team.administrator), HOUSING.read_bytes())
    mine = CatalogReading.objects.get().pk
    other = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR)
    client = as_officer(other)
    assert "目录文件" in text_of(client.get(address("catalog_import")))
    response = confirm(client, other, reading=mine)
    assert said(response) == ["没有待导入的文件，请先选择目录文件。"]
    client.post(address("catalog_import_discard"))
    assert CatalogReading.objects.get().pk == mine


# Progress, giving up, forgetting


def test_an_upload_waits_as_a_job_for_the_worker(team: made.Team) -> None:
    upload(as_officer(team.administrator), HOUSING.read_bytes())
    job = ProcrastinateJob.objects.get(task_name="workspace.read_catalog")
    read_catalog(**job.args)
    assert CatalogReading.objects.get().state == "done"


def test_the_progress_says_what_is_happening_and_leads_on_when_it_ends(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes())
    part = client.get(address("catalog_import_progress"))
    assert "文件已收到，马上开始读取。" in part.content.decode()
    CatalogReading.objects.update(
        state="reading", step="正在检查第2份目录，共26份", seen_at=timezone.now()
    )
    part = client.get(address("catalog_import_progress"))
    assert "正在检查第2份目录，共26份" in part.content.decode()
    CatalogReading.objects.update(state="done")
    assert client.get(address("catalog_import_progress"))["HX-Redirect"] == address(
        "catalog_import"
    )


def test_where_no_worker_runs_the_page_says_so_after_some_seconds(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes())
    CatalogReading.objects.update(uploaded_at=timezone.now() - timedelta(seconds=20))
    assert "后台任务可能没有运行" in text_of(client.get(address("catalog_import")))


def test_where_the_worker_went_away_the_page_says_so(team: made.Team) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes())
    CatalogReading.objects.update(state="reading", seen_at=timezone.now() - timedelta(minutes=2))
    assert "读取中断了" in text_of(client.get(address("catalog_import")))


def test_giving_up_while_it_is_read_ends_the_reading(
    team: made.Team, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes())

    def slowly(path, *, today, tell):  # type: ignore[no-untyped-def]
        client.post(address("catalog_import_discard"))
        tell("正在读取文件里的表格")
        pytest.fail("went on reading")

    monkeypatch.setattr("gongkai.workspace.incoming.read_bounded", slowly)
    read_all()
    assert not CatalogReading.objects.exists()
    assert _left(files) == []


def test_a_reading_is_not_done_twice(team: made.Team, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_and_read(as_officer(team.administrator), HOUSING.read_bytes())
    monkeypatch.setattr("gongkai.workspace.incoming.read_bounded", pytest.fail)
    read_all()


def test_what_nobody_foresaw_is_told_and_not_hidden(
    team: made.Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(as_officer(team.administrator), HOUSING.read_bytes())

    def broken(*args: object, **more: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("gongkai.workspace.incoming.read_bounded", broken)
    with pytest.raises(ZeroDivisionError):
        read_all()
    assert "读取时出了意外" in CatalogReading.objects.get().message


def test_the_administrator_gives_up_and_the_file_is_gone(team: made.Team, files: Path) -> None:
    client = as_officer(team.administrator)
    upload_and_read(client, HOUSING.read_bytes())
    response = client.post(address("catalog_import_discard"))
    assert said(response) == ["已放弃导入，文件没有保留。"]
    assert _left(files) == []
    read_all()
    assert not CatalogReading.objects.exists()


@pytest.mark.parametrize("name", ["../../../escape.txt", "..", "-rf.txt", "目" * 150 + ".txt"])
def test_an_odd_file_name_stays_in_its_folder(team: made.Team, files: Path, name: str) -> None:
    file = SimpleUploadedFile("a.txt", HOUSING.read_bytes())
    file._name = name  # type: ignore[attr-defined]  # what a program that is no browser may send
    reading = incoming.keep(team.administrator, file)
    path = incoming.path_of(reading)
    assert path.resolve().parents[2] == (files / str(team.administrator.pk)).resolve()
    incoming.read(reading.pk)
    assert len(incoming.previews(CatalogReading.objects.get())) == 1


def test_what_was_forgotten_for_a_day_goes_with_the_next_upload(
    team: made.Team, files: Path
) -> None:
    old = files / "4040"
    old.mkdir(parents=True)
    (old / "a.txt").write_text("x")
    long_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(old, (long_ago, long_ago))
    other = made.an_officer(made.a_body("东明市水务局"), Role.ADMINISTRATOR)
    upload(as_officer(other), HOUSING.read_bytes())
    CatalogReading.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    upload(as_officer(team.administrator), HOUSING.read_bytes())
    assert not old.exists()
    assert CatalogReading.objects.get().officer == team.administrator


def test_a_file_that_waits_is_named_on_the_list_and_can_be_changed_for_another(
    team: made.Team, files: Path
) -> None:
    client = as_officer(team.administrator)
    upload(client, HOUSING.read_bytes(), "一.txt")
    assert "文件“一.txt”正在读取。" in text_of(client.get(address("catalogs")))
    read_all()
    assert "文件“一.txt”已经读完，等您核对后导入。" in text_of(client.get(address("catalogs")))
    assert "等您核对" not in text_of(as_officer(team.editor).get(address("catalogs")))
    preview = text_of(client.get(address("catalog_import")))
    assert "换一个文件" in preview
    assert "没有读准的" in preview
    assert "待核对" not in preview
    response = client.post(address("catalog_import_discard"), {"another": "on"})
    assert response.headers["Location"] == address("catalog_import")
    assert "目录文件" in text_of(client.get(response.headers["Location"]))
    assert _left(files) == []

"""What a file must be to be read, and how it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.catalog import read_file, read_text
from gongkai.catalog.source import MAX_BYTES
from gongkai.refusals import Refused
from tests.catalog.tables import TITLE, tabbed

TEXT = tabbed(("1", "决策", "政策", "文件", "文件名称", "实时更新", "办公室"))


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert "\n" not in caught.value.message
    return caught.value


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16"),
    ],
)
def test_an_officer_reads_a_file_in_any_of_the_usual_encodings(
    tmp_path: Path, encoding: str, read_as: str
) -> None:
    path = tmp_path / "目录.txt"
    path.write_bytes(TEXT.encode(encoding))
    reading = read_file(path)
    assert reading.encoding == read_as
    assert [catalog.title for catalog in reading.catalogs] == [TITLE]
    assert reading.catalogs[0].items[0].publisher == "办公室"


def test_big_endian_utf_16_with_its_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xfe\xff" + TEXT.encode("utf-16-be"))
    assert read_file(path).catalogs[0].title == TITLE


def test_windows_line_ends_change_nothing() -> None:
    catalogs = read_text(TEXT.replace("\n", "\r\n"), "a.txt").catalogs
    assert catalogs == read_text(TEXT, "a.txt").catalogs


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    refused = refusal(tmp_path / "没有.txt")
    assert refused.code == "catalog-file-missing"
    assert "没有.txt" in refused.message


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path).code == "catalog-file-directory"


def test_a_name_no_system_accepts_is_refused() -> None:
    assert refusal(Path("a\0b")).code in ("catalog-file-unreadable", "catalog-file-missing")


@pytest.mark.parametrize("data", [b"", b" \n\t\n\xe3\x80\x80\n"])
def test_an_empty_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refusal(path).code == "catalog-file-empty"


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(tmp_path: Path, order: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(order))
    reading = read_file(path)
    assert reading.encoding == order
    assert reading.catalogs[0].items[0].publisher == "办公室"


def test_a_sign_with_a_nul_byte_of_its_own_does_not_turn_the_order(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((TEXT + "一" * 500).encode("utf-16-le"))  # 一 is 00 4E
    assert read_file(path).encoding == "utf-16-le"


def test_marks_inside_a_text_pasted_together_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("办公室", "办\ufeff公室").encode("utf-8-sig"))
    assert read_file(path).catalogs[0].items[0].publisher == "办公室"


def test_nul_bytes_that_fill_up_the_end_are_dropped(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() + bytes(77))
    assert read_file(path).catalogs[0].items[0].publisher == "办公室"


@pytest.mark.parametrize(
    "data",
    [
        b"{\\rtf1 rest}",
        b"\x7fELF\x00\x01\x02",
        "甲\x01乙".encode(),
        "甲\0乙\n".encode(),
    ],
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refusal(path).code == "catalog-file-binary"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", b"%PDF-1.7 rest", b"\xd0\xcf\x11\xe0rest", b"PK\x05\x06"]
)
def test_a_file_cut_short_is_called_damaged(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "目录.docx"
    path.write_bytes(data)
    refused = refusal(path)
    assert refused.code == "catalog-file-damaged"
    assert "目录.docx" in refused.message
    assert "另存一份" in refused.message


@pytest.mark.parametrize("data", [b"\xff\xfe\x00\xd8", b"\xef\xbb\xbf\xff", b"\x81 \xff\xff"])
def test_an_unknown_encoding_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert refusal(path).code == "catalog-encoding"


def test_a_file_over_20_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal(path).code == "catalog-file-too-large"


@pytest.mark.parametrize(
    "text", ["一封普通的信。\n没有表格。", "甲\t乙\t丙\n一\t二\t三\n", "序号\t公开事项\n1\t甲\n"]
)
def test_a_text_with_no_table_of_items_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        read_text(text, "信.txt")
    assert caught.value.code == "catalog-no-table"
    assert "信.txt" in caught.value.message


def test_headings_with_no_rows_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        read_text(tabbed(), "a.txt")
    assert caught.value.code == "catalog-no-rows"


def test_two_heading_rows_that_do_not_fit_are_refused() -> None:
    text = "序号\t公开事项\t公开内容\t公开方式\n\t全社会\t特定群众\t\t\n1\t甲\t乙\t主动\n"
    with pytest.raises(Refused) as caught:
        read_text(text, "a.txt")
    assert caught.value.code == "catalog-heading"
    assert "第1行" in caught.value.message

"""What is no catalog, or is made to do harm: one plain line, before any reader opens it."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest
import xlsxwriter

from gongkai.catalog import read_file
from gongkai.catalog.formats import guard, packed
from gongkai.refusals import Refused
from tests.catalog.case_files import CASES, HEADINGS, ROWS, TITLE

SHEET = "xl/worksheets/sheet1.xml"
DTD = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert "\n" not in caught.value.message
    assert path.name in caught.value.message
    return caught.value


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("目录")
        sheet.write(0, 0, TITLE)
        sheet.write_row(1, 0, HEADINGS)
        for place, row in enumerate(ROWS, start=2):
            sheet.write_row(place, 0, row)
    return path


def repacked(path: Path, changed: dict[str, bytes]) -> Path:
    """Write the parts of a workbook again, some of them changed or added."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()} | changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def ole(*streams: str, flags: int = 0) -> bytes:
    """Return an old Office container with the directory entries of ``streams``."""
    data = bytearray(4096)
    data[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    for place, name in enumerate(streams, start=8):
        text = name.encode("utf-16-le") + b"\0\0"
        begin = place * 128
        data[begin : begin + len(text)] = text
        data[begin + 64 : begin + 66] = struct.pack("<H", len(text))
        data[begin + 116 : begin + 120] = struct.pack("<I", 5)
    data[6 * 512 + 0x0A : 6 * 512 + 0x0C] = struct.pack("<H", flags)
    return bytes(data)


# What the file is


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "图片"),
        (b"BM" + bytes(50), "图片"),
        (b"MZ\x90\0" + bytes(50), "程序"),
        (b"\x7fELF\x02" + bytes(50), "程序"),
        (b"{\\rtf1\\ansi }", "RTF"),
        (b"Rar!\x1a\x07" + bytes(50), "压缩文件"),
        (b"7z\xbc\xaf\x27\x1c" + bytes(50), "压缩文件"),
    ],
)
@pytest.mark.parametrize("name", ["目录.docx", "目录.xlsx", "目录.pdf", "目录.txt"])
def test_a_file_of_another_kind_is_named_whatever_it_is_called(
    tmp_path: Path, data: bytes, what: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    refused = refusal(path)
    assert refused.code == "catalog-file-binary"
    assert what in refused.message


def test_a_text_that_begins_with_the_letters_of_a_picture_is_a_text(tmp_path: Path) -> None:
    path = tmp_path / "目录.txt"
    path.write_text("BM类事项\n", encoding="utf-8")
    assert refusal(path).code == "catalog-no-table"


def test_a_zip_of_other_things_is_to_be_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "目录.docx"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("目录.txt", "序号")
    refused = refusal(path)
    assert refused.code == "catalog-file-binary"
    assert "解压" in refused.message


def test_a_binary_workbook_is_to_be_saved_again(tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsb"
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("xl/workbook.bin", b"")
    assert "另存为 .docx 或 .xlsx" in refusal(path).message


def test_an_old_file_of_another_program_is_to_be_saved_again(tmp_path: Path) -> None:
    path = tmp_path / "目录.wps"
    path.write_bytes(ole("WKS_TEXT"))
    refused = refusal(path)
    assert refused.code == "catalog-file-binary"
    assert "WPS" in refused.message


@pytest.mark.parametrize(
    ("stream", "kind"), [("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls")]
)
def test_an_old_file_is_what_it_holds_and_not_what_it_is_called(
    tmp_path: Path, stream: str, kind: str
) -> None:
    path = tmp_path / "目录.pdf"
    path.write_bytes(ole("Root Entry", stream))
    assert guard.admit(path) == kind


def test_a_workbook_called_a_word_file_is_read_as_a_workbook(tmp_path: Path) -> None:
    reading = read_file(workbook(tmp_path / "目录.doc"))
    assert reading.format == "xlsx"
    assert [item.seq for item in reading.catalogs[0].items] == ["1", "2", "3"]


@pytest.mark.parametrize("flags", [0x0100, 0x1B40])
def test_a_word_file_with_a_password_is_to_be_freed_of_it(tmp_path: Path, flags: int) -> None:
    path = tmp_path / "目录.doc"
    path.write_bytes(ole("WordDocument", flags=flags))
    assert refusal(path).code == "catalog-file-encrypted"


def test_a_new_office_file_with_a_password_is_to_be_freed_of_it(tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    path.write_bytes(ole("EncryptionInfo", "EncryptedPackage"))
    refused = refusal(path)
    assert refused.code == "catalog-file-encrypted"
    assert "取消密码" in refused.message


# Size, known before anything is read


@pytest.mark.parametrize("name", ["目录.txt", "目录.docx", "目录.pdf", "目录.xls", "目录.csv"])
def test_a_file_of_500_mb_is_refused_by_its_size(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    refused = refusal(path)
    assert refused.code == "catalog-file-too-large"
    assert "50 MB" in refused.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_the_officer_may_not_read_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "目录.xlsx")
    path.chmod(0)
    assert "没有读取权限" in refusal(path).message


# Cut short


@pytest.mark.parametrize("name", ["excel-two-sheets.xlsx", "pdf-turned-text.pdf"])
@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_half_a_file_is_damaged(tmp_path: Path, name: str, part: float) -> None:
    data = (CASES / name).read_bytes()
    path = tmp_path / name
    path.write_bytes(data[: int(len(data) * part)])
    refused = refusal(path)
    assert refused.code == "catalog-file-damaged"
    assert "另存一份" in refused.message


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_half_an_old_workbook_is_damaged_or_gives_what_is_whole(
    tmp_path: Path, part: float
) -> None:
    whole = Path(__file__).parent / "formats" / "city-housing-bureau.xls"
    data = whole.read_bytes()
    path = tmp_path / "目录.xls"
    path.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(Refused) as caught:
        read_file(path)
    assert caught.value.code in ("catalog-file-damaged", "catalog-file-binary")


def test_a_part_with_wrong_bytes_is_damaged(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "目录.xlsx"), {SHEET: b"<worksheet><sheetData><row"})
    assert refusal(path).code in ("catalog-file-damaged", "catalog-file-empty")


# Made to do harm


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = bytes(60 * 1024 * 1024)
    path = repacked(workbook(tmp_path / "目录.xlsx"), {SHEET: bomb})
    refused = refusal(path)
    assert refused.code == "catalog-file-unsafe"
    assert "压缩炸弹" in refused.message


def test_too_much_in_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "MOST_UNPACKED", 10_000)
    path = repacked(workbook(tmp_path / "目录.xlsx"), {"a.xml": os.urandom(9_000)})
    refused = refusal(path)
    assert refused.code == "catalog-file-unsafe"
    assert "解压后超过" in refused.message


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "目录.xlsx"
    with zipfile.ZipFile(path, "w") as many:
        for number in range(packed.MOST_ENTRIES + 1):
            many.writestr(str(number), b"")
    assert refusal(path).code == "catalog-file-unsafe"


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "目录.xlsx"), {"a.xml": b"x" * 100_000})
    data = path.read_bytes()
    truth, lie = struct.pack("<I", 100_000), struct.pack("<I", 10)
    assert data.count(truth) == 2  # the part's own header, and the list at the end
    path.write_bytes(data.replace(truth, lie))
    refused = refusal(path)
    assert refused.code == "catalog-file-unsafe"
    assert "比它写明的大" in refused.message


def test_parts_that_lie_over_each_other_are_counted_each(tmp_path: Path) -> None:
    raw = zlib.compress(bytes(8 * 1024 * 1024), 9)[2:-4]
    body = io.BytesIO()
    body.write(struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, 0, len(raw), 8 << 20, 1, 0))
    body.write(b"a" + raw)
    begin = body.tell()
    for number in range(200):
        name = f"{number:03}".encode() if number else b"xl/workbook.xml"
        body.write(
            struct.pack(
                "<4s6H3I5H2I",
                *(b"PK\1\2", 20, 20, 0, 8, 0, 0, 0, len(raw), 8 << 20, len(name)),
                *(0, 0, 0, 0, 0, 0),
            )
            + name
        )
    size = body.tell() - begin
    body.write(struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 200, 200, size, begin, 0))
    path = tmp_path / "目录.xlsx"
    path.write_bytes(body.getvalue())
    refused = refusal(path)
    assert refused.code == "catalog-file-unsafe"
    assert "解压后超过" in refused.message


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "other.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_in_any_part_is_refused(tmp_path: Path, part: str, encoding: str) -> None:
    data = DTD.decode().encode(encoding) + b"<x/>"
    refused = refusal(repacked(workbook(tmp_path / "目录.xlsx"), {part: data}))
    assert refused.code == "catalog-file-unsafe"
    assert "DTD" in refused.message


def test_a_document_type_across_two_pieces_is_seen(tmp_path: Path) -> None:
    blanks = os.urandom(600 * 1024).hex().encode()[: 1024 * 1024 - 4]
    path = repacked(workbook(tmp_path / "目录.xlsx"), {"other.xml": blanks + DTD})
    assert refusal(path).code == "catalog-file-unsafe"


def test_macros_are_named_and_not_run(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "目录.xlsm"), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"})
    (catalog,) = read_file(path).catalogs
    assert [one.code for one in catalog.findings if "宏" in one.message] == ["macros-ignored"]
    assert [item.seq for item in catalog.items] == ["1", "2", "3"]


@pytest.mark.parametrize("filters", ["/FlateDecode", "[/FlateDecode /FlateDecode]"])
def test_a_pdf_that_unpacks_to_too_much_is_refused(tmp_path: Path, filters: str) -> None:
    stream = zlib.compress(bytes(200 * 1024 * 1024), 9)
    path = tmp_path / "目录.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Filter " + filters.encode() + b">>stream\n" + stream
        + b"\nendstream endobj\ntrailer<<>>\nstartxref\n9\n%%EOF"
    )  # fmt: skip
    assert refusal(path).code == "catalog-file-unsafe"


# At the boundary of the readers


@pytest.mark.parametrize("error", [ValueError("x"), RecursionError(), KeyError("a"), OSError()])
def test_whatever_a_library_raises_is_one_plain_line(error: Exception) -> None:
    with pytest.raises(Refused) as caught, guard.reading(Path("目录.docx"), "docx"):
        raise error
    assert caught.value.code == "catalog-file-damaged"
    assert caught.value.message.startswith("Word文件 目录.docx 已损坏")


def test_memory_that_runs_out_is_said_to_be_too_much() -> None:
    with pytest.raises(Refused) as caught, guard.reading(Path("目录.pdf"), "pdf"):
        raise MemoryError
    assert caught.value.code == "catalog-too-much"


def test_on_the_command_line_a_bad_file_is_one_line_and_leaves_nothing(tmp_path: Path) -> None:
    path = repacked(workbook(tmp_path / "目录.xlsx"), {SHEET: DTD})
    program = "from gongkai.cli import main; main()"
    result = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program, "catalog", "read", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert [one.name for one in tmp_path.iterdir()] == ["目录.xlsx"]

"""Small attachments made in code: a PDF of one line, a table as CSV, a text."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile


def upload(name: str, title: str) -> SimpleUploadedFile:
    """Return a file of the kind its name says, about ``title``."""
    ending = name.rpartition(".")[2]
    if ending == "pdf":
        return SimpleUploadedFile(name, _pdf(title), "application/pdf")
    if ending == "csv":
        return SimpleUploadedFile(name, _table(title), "text/csv")
    return SimpleUploadedFile(name, f"{title}\n（演示文件）\n".encode(), "text/plain")


def _table(title: str) -> bytes:
    lines = [title, "序号,名称,数量", *(f"{one},演示项目{one},{one * 12}" for one in range(1, 6))]
    # The mark at the start lets spreadsheet programs read it as UTF-8.
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _pdf(title: str) -> bytes:
    """A PDF of one page with one line (ISO 32000-1, 7.5): header, objects, table, trailer.

    The text uses a font every reader brings for Chinese, so nothing needs to be embedded.
    """
    words = title[:40].encode("utf-16-be").hex()
    stream = f"BT /F1 16 Tf 60 760 Td <{words}> Tj ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            " /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        (
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
            " /DescendantFonts [6 0 R] >>"
        ),
        (
            "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
            " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
            " /FontDescriptor 7 0 R >>"
        ),
        (
            "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900]"
            " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 80 >>"
        ),
    )
    out = "%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{place:010d} 00000 n \n" for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("ascii")

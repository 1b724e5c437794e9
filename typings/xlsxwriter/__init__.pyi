from xlsxwriter.workbook import Workbook as Workbook

__all__ = ["Workbook"]

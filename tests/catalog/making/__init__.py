"""Makes Word, Excel, HTML and PDF files with really merged cells out of a catalog as read."""

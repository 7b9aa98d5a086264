"""Where the PDFs lie, and what pypdf does to them: page labels and counting pages."""

from pathlib import Path

from pypdf import PdfReader  # noqa: TID251 - these scripts write PDFs and are no part of the app

PDFS = Path(__file__).parent / "pdf"


def pdf_path(name: str, *, folder: Path | None = None) -> Path:
    """The PDF of a document named as in `Source.name`."""
    return (folder or PDFS) / f"{name}.pdf"


def body_pages(path: Path) -> int:
    """How many pages a PDF has, those with roman labels not counted."""
    return sum(label.isdigit() for label in PdfReader(path).page_labels)

"""PDF by a program of the machine: Chromium prints pages, LibreOffice turns letters and tables.

Both run bounded in time, without a profile of anybody and without network.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from store.errors import OperatorError

#: Programs that print a page, the first that is installed is taken.
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFICES: Final = ("soffice", "libreoffice")
#: Longest time for one file, in seconds.
TIMEOUT: Final = 300

_BROWSER_FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-dev-shm-usage", "--no-first-run", "--no-pdf-header-footer", "--disable-extensions",
    # Every host but none: a page of the report needs nothing from outside.
    "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip


def print_page(page: Path, target: Path, browser: str = "") -> Path:
    """A page of the report as PDF, by Chromium or, without one, by LibreOffice.

    Args:
        page: an HTML file.
        target: where the PDF is put.
        browser: path of Chromium; "" for the one found on PATH.

    Raises:
        OperatorError: neither is installed, or the program failed.
    """
    program = browser or _found(BROWSERS)
    if not program:
        return to_pdf(page, target)
    with tempfile.TemporaryDirectory(prefix="gongkai-pdf-") as scratch:
        draft = Path(scratch) / "page.pdf"
        _run(program, *_BROWSER_FLAGS, f"--user-data-dir={scratch}/profile",
             f"--print-to-pdf={draft}", page.resolve().as_uri())  # fmt: skip
        return _moved(draft, target, program)


def to_pdf(source: Path, target: Path | None = None) -> Path:
    """A DOCX, XLSX or HTML file as PDF, by default beside it, by LibreOffice; raises OperatorError."""
    office = _found(OFFICES)
    if not office:
        raise OperatorError(
            "没有找到 Chromium 或 LibreOffice，不能生成 PDF；请安装其中之一"
            "（sudo apt-get install chromium 或 libreoffice），或在 Word、浏览器里另存为 PDF。"
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-pdf-") as scratch:
        _run(office, f"-env:UserInstallation={Path(scratch).as_uri()}/profile", "--headless",
             "--norestore", "--convert-to", "pdf", "--outdir", scratch, str(source.resolve()))  # fmt: skip
        return _moved(
            Path(scratch) / f"{source.stem}.pdf", target or source.with_suffix(".pdf"), office
        )


def _found(programs: tuple[str, ...]) -> str:
    return next((path for name in programs if (path := shutil.which(name))), "")


def _run(program: str, *arguments: str) -> None:
    try:
        subprocess.run([program, *arguments], check=True, capture_output=True, timeout=TIMEOUT)
    except subprocess.TimeoutExpired as error:
        raise OperatorError(f"{program} 超过 {TIMEOUT} 秒没有完成，PDF 没有生成。") from error
    except (OSError, subprocess.CalledProcessError) as error:
        raise OperatorError(f"{program} 没有能够生成 PDF（{error}）。") from error


def _moved(draft: Path, target: Path, program: str) -> Path:
    if not draft.is_file():
        raise OperatorError(f"{program} 没有能够生成 PDF。")
    try:
        shutil.move(draft, target)
    except OSError as error:
        raise OperatorError(f"无法写入 {target}：{error.strerror}；请换一个可写的位置。") from error
    return target

"""Older word-processor files (.doc, .wps, .rtf, .odt) through LibreOffice, if it is installed."""

from __future__ import annotations

import math
import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from crawler.reading.words import read_docx
from store.facts import AttachmentFacts

#: Seconds, of the clock and of the processor, that LibreOffice may take for one file. Its memory
#: is bounded by the address space of the reading process, which it inherits: it needs 0.8 of 2 GB.
OFFICE_SECONDS = 45.0
#: Outlives the reading process only as long as it may compute; ``$0`` are the seconds.
_BOUNDED = ("/bin/sh", "-c", 'ulimit -t "$0"; exec "$@"')

#: No macros, and nothing fetched from addresses inside the document.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is, None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def read_through_office(body: bytes, kind: str) -> AttachmentFacts:
    """A .doc, .wps, .rtf or .odt file, converted to DOCX in a throw-away profile."""
    path = program()
    if path is None:
        told = f"本机没有安装 LibreOffice,{kind} 文件未能读取"
        return AttachmentFacts(
            kind=kind, text_layer=False, error=told, properties={"lacking": "office"}
        )
    with tempfile.TemporaryDirectory(prefix="gongkai-office-") as name:
        folder = Path(name)
        source = folder / f"source.{kind}"
        source.write_bytes(body)
        problem = _convert(path, folder, source)
        target = folder / "out" / "source.docx"
        if problem or not target.is_file():
            return _unread(kind, problem or f"LibreOffice 未能转换该 {kind} 文件")
        return read_docx(target.read_bytes(), kind)


def _unread(kind: str, error: str) -> AttachmentFacts:
    return AttachmentFacts(kind=kind, text_layer=False, error=error)


def _convert(program: str, folder: Path, source: Path) -> str:
    """Run the conversion; returns a Chinese sentence when it was not done in time."""
    settings = folder / "profile" / "user"
    settings.mkdir(parents=True)
    (settings / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        *_BOUNDED, str(math.ceil(OFFICE_SECONDS)), program,
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
    )  # in the group of the reading process, which is killed as a whole
    try:
        process.wait(OFFICE_SECONDS)
    except subprocess.TimeoutExpired:
        for each in _family(process.pid):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        process.wait()
        return f"LibreOffice 在 {OFFICE_SECONDS:.0f} 秒内没有完成转换"
    return ""


def _family(process: int) -> list[int]:
    """A process and all that it started, by what Linux knows: LibreOffice starts two more."""
    found = [process]
    for each in found:
        with suppress(OSError):
            started = Path(f"/proc/{each}/task/{each}/children").read_text(encoding="ascii")
            found += map(int, started.split())
    return found

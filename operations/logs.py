"""Where the program says what it did: stderr (the journal, under systemd) and a rotated file.

Response bodies never reach a log: bytes are replaced by their length, long messages are cut.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import sys
from logging.handlers import RotatingFileHandler
from zoneinfo import ZoneInfo

from store.config import Config
from store.errors import OperatorError

SHANGHAI = ZoneInfo("Asia/Shanghai")
#: Ten files of 5 MB: the present one and nine older.
MAX_BYTES, OLDER_FILES = 5_000_000, 9
#: Characters of one message; a traceback is not a message and stays whole.
LONGEST = 2_000

#: Libraries that tell every request at INFO.
_NOISY = (
    "scrapy", "asyncio", "aiohttp", "twisted", "filelock", "urllib3", "charset_normalizer",
    "pdfminer", "alembic", "sqlalchemy", "warcio", "dateparser", "tzlocal", "protego",
)  # fmt: skip
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Priorities of syslog, as systemd reads them in front of a line (sd-daemon(3)).
_PRIORITIES = ((logging.CRITICAL, 2), (logging.ERROR, 3), (logging.WARNING, 4), (logging.INFO, 6))


def set_up(config: Config, verbose: bool = False) -> None:
    """Send all log records to stderr and to the config's log file. May be called again.

    Args:
        config: names the file.
        verbose: also what is said at DEBUG, and the libraries at INFO.

    Raises:
        OperatorError: the file cannot be written.
    """
    root = logging.getLogger()
    close()
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    for handler in (_file(config), _stderr(verbose)):
        handler.addFilter(_without_bodies)
        handler.set_name(_NAME)
        root.addHandler(handler)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.INFO if verbose else logging.WARNING)
    logging.captureWarnings(True)


def close() -> None:
    """Take away what ``set_up`` added."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if each.get_name() == _NAME]:
        root.removeHandler(handler)
        handler.close()


_NAME = "gongkai"


class BeijingFormatter(logging.Formatter):
    """Instants as ISO 8601 in Asia/Shanghai with their offset."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """The instant of a record, to the millisecond."""
        at = dt.datetime.fromtimestamp(record.created, SHANGHAI)
        return at.isoformat(timespec="milliseconds")


class JournalFormatter(logging.Formatter):
    """Lines for the journal, which keeps the instant itself: a priority, then the message."""

    def format(self, record: logging.LogRecord) -> str:
        """Every line of a record with its priority."""
        priority = next((n for level, n in _PRIORITIES if record.levelno >= level), 7)
        return "\n".join(f"<{priority}>{line}" for line in super().format(record).splitlines())


def _file(config: Config) -> logging.Handler:
    path = config.log_file
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=MAX_BYTES, backupCount=OLDER_FILES, encoding="utf-8"
        )
    except OSError as error:
        raise OperatorError(
            f"无法写日志文件 {path}:{error.strerror};请检查 [schedule] log 和目录权限。"
        ) from error
    handler.setFormatter(BeijingFormatter(_FORMAT))
    return handler


def _stderr(verbose: bool) -> logging.Handler:
    """All of it for the journal; on a terminal, beside the progress bar, only what is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    in_journal = bool(os.environ.get("JOURNAL_STREAM"))
    plain = "%(name)s: %(message)s"
    handler.setFormatter(JournalFormatter(plain) if in_journal else BeijingFormatter(_FORMAT))
    if sys.stderr.isatty() and not verbose:
        handler.setLevel(logging.WARNING)
    return handler


def _without_bodies(record: logging.LogRecord) -> bool:
    """Replace bytes by their length and cut a long message; always lets the record pass."""
    if isinstance(record.args, dict):
        record.args = {key: _shown(value) for key, value in record.args.items()}
    elif record.args:
        record.args = tuple(_shown(value) for value in record.args)
    message = _CONTROL.sub("�", record.getMessage())
    cut = len(message) - LONGEST
    record.msg = f"{message[:LONGEST]}…(略去 {cut} 字)" if cut > 0 else message
    record.args = None
    return True


def _shown(value: object) -> object:
    if isinstance(value, bytes | bytearray | memoryview):
        return f"<{len(value)} 字节>"
    return value

"""One night in this process: ``python -m tests.crawler.night_process config.toml [room]``.

With ``room``, no file may grow beyond what the largest has now plus so many bytes: a full disk.
Exit codes: 0 collected, 3 unusable (the reason is printed), anything else is a bug.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
from pathlib import Path

from crawler.run import collect
from store.config import load
from store.errors import NightUnusable
from store.nights import open_night


def main() -> int:
    """Collect, or say why not."""
    config = load(Path(sys.argv[1]))
    night = open_night(config, dt.datetime.now(dt.UTC))
    if len(sys.argv) > 2:
        sizes = [path.stat().st_size for path in config.data_folder.rglob("*") if path.is_file()]
        limit = max(sizes) + int(sys.argv[2])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        collect(night, lambda step, done, total: None)
    except NightUnusable as reason:
        print(reason)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())

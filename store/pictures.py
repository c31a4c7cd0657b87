"""Pictures of pages as captured, kept by digest: the same page and words are drawn once."""

from __future__ import annotations

import datetime as dt
import hashlib

from sqlalchemy import select

from store import seal_files as files
from store.database import insert_new
from store.evidence import digest_of
from store.exhibits import Picture
from store.model import pictures
from store.nights import Night


def key_of(body: str, words: str, maker: str) -> str:
    """The key of a picture: of which body (digest), which words are outlined, and made how."""
    return hashlib.sha256(f"{maker}\n{body}\n{words}".encode("utf-8", "replace")).hexdigest()


def kept(night: Night, key: str) -> Picture | None:
    """A picture that was made before; None when there is none or its file was changed."""
    query = select(pictures).where(pictures.c.key == key)
    with night.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        return None
    path = night.config.picture_folder / f"{row.digest.removeprefix('sha256:')}.png"
    png = path.read_bytes() if path.exists() else b""
    if digest_of(png) != row.digest:
        return None
    return Picture(png, row.digest, row.outlined, row.made_by)


def keep(night: Night, key: str, body: str, picture: Picture) -> None:
    """Keep a picture: its file first, then its row. Raises OSError."""
    folder = night.config.picture_folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{picture.digest.removeprefix('sha256:')}.png"
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    files.write(draft, picture.png)
    draft.replace(path)
    row = {
        "key": key, "body": body, "digest": picture.digest, "outlined": picture.outlined,
        "made_at": dt.datetime.now(dt.UTC), "made_by": picture.made_by,
    }  # fmt: skip
    with night.engine.begin() as connection:
        connection.execute(insert_new(night.engine, pictures), row)

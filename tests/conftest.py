"""Fixtures of all tests."""

from __future__ import annotations

from tests.databases import database_url, engine, postgresql_server, postgresql_url

__all__ = ["database_url", "engine", "postgresql_server", "postgresql_url"]

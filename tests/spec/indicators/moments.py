"""Moments at which things are committed."""

from datetime import UTC, datetime

AFTER = datetime(2026, 2, 1, tzinfo=UTC)

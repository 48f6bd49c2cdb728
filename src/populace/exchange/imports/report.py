"""What became of a file: one report, the same for a trial and for the real thing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from populace.exchange.imports.reasons import Reason
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _


@dataclass(frozen=True)
class ImportReport:
    """Counts of rows: what is accepted is new, changed, unchanged or taken back; the rest is refused.

    ``reasons`` counts refused rows by reason; a row with several stands under each. ``deposit`` is the number of the
    deposit that was made, ``None`` where nothing was written (a trial, no change, or an import of all or nothing that
    was ``stopped`` by refusals).
    """

    label: str
    rows: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    refused: int = 0
    reasons: Mapping[Reason, int] = field(default_factory=dict)
    refused_file: Path | None = None
    deposit: int | None = None
    trial: bool = False
    stopped: bool = False
    notes: tuple[str, ...] = ()

    @property
    def accepted(self) -> int:
        """Rows that were understood and fit."""
        return self.new + self.changed + self.unchanged + self.deleted

    @property
    def by_code(self) -> Counter[str]:
        """Refused rows by the kind of their reason."""
        counts: Counter[str] = Counter()
        for reason, rows in self.reasons.items():
            counts[reason.code] += rows
        return counts

    def lines(self) -> list[str]:
        """The report in words, the most important first."""
        counts = [
            (self.new, _("new")), (self.changed, _("changed")), (self.unchanged, _("unchanged")),
            (self.deleted, _("taken back")),
        ]  # fmt: skip
        kinds = ", ".join(f"{format_count(count)} {word}" for count, word in counts if count)
        said = ngettext("{label}: {count} row read.", "{label}: {count} rows read.", self.rows)
        lines = [said.format(label=self.label, count=format_count(self.rows))]
        accepted = ngettext("{count} accepted", "{count} accepted", self.accepted).format(
            count=format_count(self.accepted)
        )
        told = _("{accepted} ({kinds}).") if kinds else _("{accepted}.")
        lines.append(told.format(accepted=accepted, kinds=kinds))
        lines += self._refusals()
        lines.append(self._outcome())
        return lines

    def _refusals(self) -> list[str]:
        if not self.refused:
            return [_("None refused.")]
        said = ngettext("{count} refused:", "{count} refused:", self.refused)
        lines = [said.format(count=format_count(self.refused))]
        most = sorted(self.reasons.items(), key=lambda each: (-each[1], each[0]))
        for reason, rows in most[:SHOWN]:
            lines.append(f"  {format_count(rows)}  {reason.message} {reason.remedy}")
        if len(most) > SHOWN:
            rest = len(most) - SHOWN
            said = ngettext("  … and {count} other reason.", "  … and {count} other reasons.", rest)
            lines.append(said.format(count=format_count(rest)))
        if self.refused_file is not None:
            lines.append(_("The refused rows: {path}").format(path=self.refused_file))
        return lines

    def _outcome(self) -> str:
        if self.trial:
            return _(
                "This was a trial: nothing was written. Run it again with --commit to take the figures in."
            )
        if self.stopped:
            return _("The file was to be taken in whole or not at all: nothing was written.")
        if self.deposit is not None:
            return _("Taken in as deposit {number}.").format(number=self.deposit)
        if self.refused and not self.accepted:
            return _("Nothing was written.")
        return _("Nothing was written: there is nothing new.")


SHOWN = 12
"""Reasons that are shown in words; the file of refused rows has them all."""

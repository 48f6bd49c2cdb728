"""``populace rebuild``: make the store of a workspace anew from its deposits."""

from pathlib import Path

import click

from populace.cli.progress import progress_bar
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _
from populace.store.workspace import Workspace, check_record, is_workspace


@click.command(
    help=_(
        "Make the observations of WORKSPACE anew from its deposits. The deposits are the truth and stay as they are; "
        "the old observations serve until the new ones are complete."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
def rebuild(workspace: Path) -> None:
    """Rebuild, and say from how much."""
    if is_workspace(workspace):  # it is not opened, since its observations may be what is broken
        check_record(workspace)
    opened = Workspace(workspace) if is_workspace(workspace) else Workspace.open(workspace)
    with progress_bar() as bar:
        count = len(opened.deposits)
        commits = opened.rebuild(lambda done: bar.tell(_("Rebuilding"), done / max(count, 1)))
    said = ngettext(
        "{workspace}: rebuilt from {count} deposit.", "{workspace}: rebuilt from {count} deposits.", commits
    )
    click.echo(said.format(workspace=workspace, count=format_count(commits)))

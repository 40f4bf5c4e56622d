from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gatekeeper import weights
from gatekeeper.classify import classify
from gatekeeper.evaluation import decide_all
from gatekeeper.examples import read_examples
from gatekeeper.report import render_report, replace_part
from gatekeeper.warming import warm


class Command(BaseCommand):
    """Write measured figures into a Markdown page, between `<!-- begin NAME -->` and `<!-- end NAME -->`."""

    help = "Measure labelled files and write the tables into a page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page", type=Path, metavar="PAGE")
        parser.add_argument("sets", nargs="+", metavar="NAME=FILE[@WEIGHTS]")

    def handle(self, *args: Any, **options: Any) -> None:
        for given in options["sets"]:
            name, _, source = given.partition("=")
            try:
                replace_part(options["page"], name, _measured(source))
            except ValueError as error:
                raise CommandError(str(error)) from error


def _measured(source: str) -> str:
    file, _, folder = source.partition("@")
    if folder:
        weights.use_folder(Path(folder))
    warm()
    return render_report(decide_all(read_examples([Path(file)]), classify))

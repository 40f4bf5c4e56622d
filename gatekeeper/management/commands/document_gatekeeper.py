import re
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gatekeeper import weights
from gatekeeper.classify import classify
from gatekeeper.evaluation import decide_all
from gatekeeper.examples import read_examples
from gatekeeper.report import render_report
from gatekeeper.warming import warm


class Command(BaseCommand):
    """Write measured figures into a Markdown page, between `<!-- begin NAME -->` and `<!-- end NAME -->`."""

    help = "Measure labelled files and write the tables into a page."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("page", type=Path, metavar="PAGE")
        parser.add_argument("sets", nargs="+", metavar="NAME=FILE[@WEIGHTS]")

    def handle(self, *args: Any, **options: Any) -> None:
        page: Path = options["page"]
        text = page.read_text(encoding="utf-8")
        for given in options["sets"]:
            name, _, source = given.partition("=")
            text = _replaced(text, name, _measured(source))
        page.write_text(text, encoding="utf-8")


def _measured(source: str) -> str:
    file, _, folder = source.partition("@")
    if folder:
        weights.use_folder(Path(folder))
    warm()
    return render_report(decide_all(read_examples([Path(file)]), classify))


def _replaced(text: str, name: str, tables: str) -> str:
    place = re.compile(rf"(<!-- begin {re.escape(name)} -->\n).*?(<!-- end {re.escape(name)} -->)", re.DOTALL)
    if not place.search(text):
        raise CommandError(f"The page has no place named {name}.")
    return place.sub(lambda match: f"{match[1]}\n{tables}\n{match[2]}", text)

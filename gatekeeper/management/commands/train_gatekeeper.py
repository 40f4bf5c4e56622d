from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gatekeeper import weights
from gatekeeper.evaluation import figures
from gatekeeper.learning.corpus import Drawn, corpus
from gatekeeper.learning.expected import expected_outcomes
from gatekeeper.learning.training import Learned, learn, save
from gatekeeper.report import render_report, replace_part
from gatekeeper.stages import semantic


class Command(BaseCommand):
    """Train the gate's weights from the labelled files of the repository, and say what to expect of them."""

    help = "Train the gate: writes the weight files that classify() reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--plain", action="store_true", help="only the weights without embeddings")
        parser.add_argument("--keep", type=Path, metavar="FILE", help="keep embeddings in this file between runs")
        parser.add_argument("--into", type=Path, metavar="FOLDER", help="write the weights here instead")
        parser.add_argument("--without-authored", action="store_true", help="leave the authored set unseen")
        parser.add_argument("--page", type=Path, help="write the expected figures into this page, as `expected`")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["into"]:
            weights.use_folder(options["into"])
        drawn = corpus(has_authored=not options["without_authored"])
        self.stdout.write(f"{len(drawn)} examples")
        plain = learn(drawn, has_embedding=False, tell=self.stdout.write)
        self._tell(save(drawn, plain), drawn, plain, None)
        both = None
        if not options["plain"] and semantic.is_available():
            both = learn(drawn, has_embedding=True, tell=self.stdout.write, kept=options["keep"])
            self._tell(save(drawn, both, beside=plain), drawn, plain, both)
        if options["page"]:
            tables = render_report(expected_outcomes(drawn, plain, both))
            replace_part(options["page"], "expected", tables)

    def _tell(self, path: Path, drawn: list[Drawn], plain: Learned, both: Learned | None) -> None:
        macro = figures(expected_outcomes(drawn, plain, both))["macro_accuracy"]
        self.stdout.write(f"{path.name}: {path.stat().st_size} bytes, macro accuracy on unseen sources {macro}")

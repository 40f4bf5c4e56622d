from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gatekeeper import weights
from gatekeeper.features import blended
from gatekeeper.learning.corpus import corpus
from gatekeeper.learning.training import accuracy, learn, save
from gatekeeper.stages import semantic


class Command(BaseCommand):
    """Train the gate's weights from the labelled files of the repository."""

    help = "Train the gate: writes the weight files that classify() reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--plain", action="store_true", help="only the weights without embeddings")

        parser.add_argument("--keep", type=Path, metavar="FILE", help="keep embeddings in this file between runs")

        parser.add_argument("--into", type=Path, metavar="FOLDER", help="write the weights here instead")
        parser.add_argument("--without-authored", action="store_true", help="leave the authored set unseen")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["into"]:
            weights.use_folder(options["into"])
        drawn = corpus(has_authored=not options["without_authored"])
        self.stdout.write(f"{len(drawn)} examples")
        plain = learn(drawn, has_embedding=False, tell=self.stdout.write)
        self._tell(save(drawn, plain), accuracy(drawn, plain.out_of_fold))
        if options["plain"] or not semantic.is_available():
            return
        learned = learn(drawn, has_embedding=True, tell=self.stdout.write, kept=options["keep"])
        path = save(drawn, learned, beside=plain)
        self._tell(path, accuracy(drawn, blended(plain.out_of_fold, learned.out_of_fold)))

    def _tell(self, path: Path, share: float) -> None:
        self.stdout.write(f"{path.name}: {path.stat().st_size} bytes, cross-validated accuracy {share:.4f}")

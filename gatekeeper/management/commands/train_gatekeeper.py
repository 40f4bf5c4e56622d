from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from gatekeeper import weights
from gatekeeper.learning.corpus import corpus
from gatekeeper.learning.training import train
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
        kinds = [False] if options["plain"] or not semantic.is_available() else [False, True]
        for has_embedding in kinds:
            trained = train(drawn, has_embedding=has_embedding, tell=self.stdout.write, kept=options["keep"])
            size = weights.path_of(has_embedding=has_embedding).stat().st_size
            name = weights.path_of(has_embedding=has_embedding).name
            self.stdout.write(f"{name}: {size} bytes, cross-validated accuracy {trained.accuracy:.4f}")

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

    def handle(self, *args: Any, **options: Any) -> None:
        drawn = corpus()
        self.stdout.write(f"{len(drawn)} examples")
        kinds = [False] if options["plain"] or not semantic.is_available() else [False, True]
        for has_embedding in kinds:
            trained = train(drawn, has_embedding=has_embedding, tell=self.stdout.write)
            size = weights.path_of(has_embedding=has_embedding).stat().st_size
            name = weights.path_of(has_embedding=has_embedding).name
            self.stdout.write(f"{name}: {size} bytes, cross-validated accuracy {trained.accuracy:.4f}")

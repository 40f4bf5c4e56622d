import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from gatekeeper import weights
from gatekeeper.classify import classify
from gatekeeper.decision import Context, Decision
from gatekeeper.evaluation import Outcome, decide_all, figures
from gatekeeper.examples import read_examples
from gatekeeper.report import render_report
from gatekeeper.stages import llm, semantic
from gatekeeper.warming import warm


class Command(BaseCommand):
    """Measure the gate on labelled files; the rows of several files are pooled."""

    help = "Score the gate on JSONL files of labelled messages."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")
        parser.add_argument("--no-llm", action="store_true", help="never consult the LLM stage")
        parser.add_argument("--no-semantic", action="store_true", help="do without embeddings")
        parser.add_argument("--weights", type=Path, metavar="FOLDER", help="use the weights of this folder")
        parser.add_argument("--errors", action="store_true", help="list the wrong decisions")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["no_semantic"]:
            semantic.switch_off()
        if options["weights"]:
            weights.use_folder(options["weights"])
        warm()
        try:
            outcomes = decide_all(read_examples(options["files"]), _local_only if options["no_llm"] else _with_llm)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["json"]:
            self.stdout.write(json.dumps(figures(outcomes)))
            return
        self.stdout.write(render_report(outcomes))
        if options["errors"]:
            self.stdout.write("\n".join(_line(outcome) for outcome in outcomes if not outcome.is_right))


def _local_only(text: str, context: Context) -> Decision:
    return classify(text, context)


def _with_llm(text: str, context: Context) -> Decision:
    decision = classify(text, context)
    return asyncio.run(llm.consult(text, context, decision)) if llm.is_wanted(decision) else replace(decision)


def _line(outcome: Outcome) -> str:
    decision, example = outcome.decision, outcome.example
    opened = f" [{example.open_artifact}]" if example.open_artifact else ""
    text = " ".join(example.text.split())
    shown = text if len(text) < 170 else f"{text[:110]} ... {text[-50:]}"
    codes = ",".join(reason.code for reason in decision.reasons)
    return (
        f"{example.lang} {example.label}{opened} -> {decision.action} {outcome.predicted} {decision.confidence:.2f} "
        f"{decision.stage}:{codes} | {shown}"
    )

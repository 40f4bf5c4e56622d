"""Put small faults into the modules that hold invariants and see whether their tests notice: `python -m ops.mutation`.

`python -m ops.mutation exports.jobs.lease` tries one module, `--all` all of its mutants instead of a sample. Ends with
1 when fewer than nine tenths of a module's mutants were killed, or when a survivor has no reason in survivors.toml.
"""

import argparse
import signal
import sys
import time
import tomllib
from collections.abc import Mapping
from pathlib import Path

from ops.mutation.mutants import Mutant, mutants_of, sample
from ops.mutation.trials import SHORTEST_SECONDS, TIMES_BASELINE, Trial, Verdict, migrated_data, preload, run_trials

FOLDER = Path(__file__).parent
SAMPLE = 40
LEAST_KILLED = 0.9
ROOT = FOLDER.parent.parent


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that no trial is left running
    chosen = _arguments()
    tests: Mapping[str, list[str]] = tomllib.loads((FOLDER / "modules.toml").read_text())
    reasons: Mapping[str, Mapping[str, str]] = tomllib.loads((FOLDER / "survivors.toml").read_text())
    preload()
    modules = chosen.modules or list(tests)
    with migrated_data() as data:
        results = [_try_module(name, tests[name], reasons.get(name, {}), data, chosen) for name in modules]
    return 0 if all(results) else 1


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ops.mutation")
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--all", action="store_true")
    return parser.parse_args()


def _try_module(
    name: str, tests: list[str], reasons: Mapping[str, str], data: Path, chosen: argparse.Namespace
) -> bool:
    """Print the module's figures and survivors; return whether they are good enough."""
    mutants = mutants_of(ROOT / Path(*name.split(".")).with_suffix(".py"))
    tried = mutants if chosen.all else sample(mutants, SAMPLE)
    began = time.monotonic()
    ((_, verdict, printed),) = run_trials([Trial(name, tests)], data, 1, 600)
    if verdict is not Verdict.SURVIVED:
        _say(f"{name}: the tests fail without a mutant\n{printed}")
        return False
    longest = max(SHORTEST_SECONDS, TIMES_BASELINE * (time.monotonic() - began))
    trials = [Trial(name, tests, mutant) for mutant in tried]
    survivors = [
        trial.mutant
        for trial, verdict, _printed in run_trials(trials, data, chosen.at_once, longest)
        if verdict is Verdict.SURVIVED and trial.mutant
    ]
    killed = len(tried) - len(survivors)
    seconds = time.monotonic() - began
    _say(f"{name}: {killed} of {len(tried)} killed ({killed / len(tried):.0%}), of {len(mutants)}, in {seconds:.0f} s")
    return _explain(survivors, reasons) and killed >= LEAST_KILLED * len(tried)


def _explain(survivors: list[Mutant], reasons: Mapping[str, str]) -> bool:
    """Print why each survives; return whether all reasons are known."""
    for mutant in survivors:
        _say(f"  survived: {mutant.key}\n    {reasons.get(mutant.key, 'NO REASON in survivors.toml: write a test')}")
    return all(mutant.key in reasons for mutant in survivors)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

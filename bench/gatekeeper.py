"""Time of one decision in process: messages of four lengths in several scripts, with and without embeddings.

    python bench/gatekeeper.py [--repeat 200] [--json] [--decisions 10000] [--tools] [--cpu]

Every message is different, so that nothing is cached. Percentiles are over all scripts of one length; with `--cpu`
they are of processor time, which other work on the machine changes less. With
`--decisions` it also decides so many times in one process and prints how much memory that took. With `--tools` the
same messages are put to a scripted endpoint that decides by calling a tool, with several times to its first token.
"""

import argparse
import json
import os
import random
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
sys.path.insert(0, str(Path(__file__).parent.parent))

import django

django.setup()

from gatekeeper.classify import classify  # noqa: E402
from gatekeeper.decision import Context  # noqa: E402
from gatekeeper.evaluation import percentile  # noqa: E402
from gatekeeper.stages import semantic  # noqa: E402 - rooms need the apps that setup loads
from gatekeeper.warming import warm  # noqa: E402

LENGTHS = (10, 200, 2_000, 32_000)
SCRIPTS = {
    "latin": "make a table of the report we wrote about budgets, costs and letters for the house ",
    "cyrillic": "сделай таблицу про отчет о бюджете и письмах для нашего дома, пожалуйста ",
    "arabic": "اعمل جدول عن تقرير الميزانية والرسائل من فضلك ",
    "devanagari": "बजट और पत्रों की रिपोर्ट की तालिका बनाओ कृपया ",
    "han": "请做一个关于预算报告和信件的表格，谢谢。",
    "kana": "予算の報告書と手紙についての表を作ってください。",
    "hangul": "예산 보고서와 편지에 대한 표를 만들어 주세요. ",
}
SHARES = (50, 95, 99)
FIRST_TOKEN_MS = (0, 200, 500)


def message(script: str, length: int, number: int) -> str:
    """Return a message of the length that no other call gets."""
    words = SCRIPTS[script]
    chance = random.Random(f"{script}{length}{number}")
    pieces = [str(number % 10)]
    while sum(map(len, pieces)) < length:
        cut = chance.randrange(len(words))
        pieces.append(words[cut:] + chance.choice(("", "\n", f"{chance.randrange(99)} ")))
    return "".join(pieces)[:length]


def measure(length: int, repeat: int, clock: Callable[[], float] = perf_counter) -> dict[str, float | None]:
    """Return percentiles in milliseconds over all scripts."""
    times = []
    for script in SCRIPTS:
        for number in range(repeat // len(SCRIPTS) + 1):
            text = message(script, length, number)
            started = clock()
            classify(text, Context())
            times.append((clock() - started) * 1000)
    return {f"p{share}": percentile(sorted(times), share) for share in SHARES}


def memory_mib() -> float:
    """Return the most memory this process has used."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def growth(decisions: int) -> float:
    """Return how many MiB the peak grew over so many different decisions, after a tenth of them as warm-up."""
    for number in range(decisions // 10):
        classify(message("latin", 200, number), Context())
    before = memory_mib()
    for number in range(decisions):
        classify(message("latin", 200, number + decisions), Context())
    return memory_mib() - before


def tool_calling(repeat: int) -> dict[str, dict[str, float | None]]:
    """Return the time until a scripted model has named its choice, per time to first token in milliseconds."""
    from asgiref.sync import async_to_sync
    from django.conf import settings

    from llm.client import complete_json
    from tests.fakes.openai_endpoint import OpenAIEndpoint
    from tests.fakes.openai_scripts import Script

    found = {}
    with OpenAIEndpoint() as endpoint:
        settings.OPENAI_BASE_URL, settings.OPENAI_API_KEY = endpoint.base_url, "bench"
        for delay in FIRST_TOKEN_MS:
            reply = Script(pieces=['{"choice": "table", "confidence": 0.9}'], first_token_delay_seconds=delay / 1000)
            endpoint.script("tools", reply)

            times = []
            for number in range(repeat):
                started = perf_counter()
                async_to_sync(complete_json)(
                    message("latin", 200, number), {"type": "object"}, model="tools", timeout_seconds=30
                )
                times.append((perf_counter() - started) * 1000)
            found[f"first token after {delay} ms"] = {
                f"p{share}": percentile(sorted(times), share) for share in SHARES
            }
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=200)
    parser.add_argument("--decisions", type=int, default=0)
    parser.add_argument("--tools", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cpu", action="store_true")
    options = parser.parse_args()
    clock = process_time if options.cpu else perf_counter
    results: dict[str, object] = {}
    if semantic.is_available():
        warm()
        results["semantic"] = {length: measure(length, max(40, options.repeat // 4), clock) for length in LENGTHS}
    semantic.switch_off()
    warm()
    results["plain"] = {length: measure(length, options.repeat, clock) for length in LENGTHS}
    if options.decisions:
        results["growth_mib"] = round(growth(options.decisions), 2)
    if options.tools:
        results["tool_calling"] = tool_calling(40)
    print(json.dumps(results, indent=None if options.json else 2))


if __name__ == "__main__":
    main()

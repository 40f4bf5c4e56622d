"""Measure exports under load: 50 clicks at once, from the click to a file that was fetched and compared.

    python -m bench.export_load                       one round of 50
    python -m bench.export_load --rounds 10           500 exports, with the memory of the workers after each round
    python -m bench.export_load --rounds 10 --keep    the same by children that are never replaced: what they gather

Starts a Redis, a PostgreSQL, one web process and the workers of docs/deploy.md, all on loopback and in a folder of
their own: two children for files, one for large files, one for the sweep. Each round has artifacts of its own. A
client asks every half second, as the page does; a file counts once it was fetched and its digest is the job's.
"""

import argparse
import asyncio
import contextlib
import hashlib
import itertools
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import aiohttp

from bench.exports import markdown, narrow_row, wide_row
from tests.fakes.postgres import running_postgres
from tests.fakes.processes import descendants
from tests.fakes.redis_server import running_redis
from tests.fakes.site import ROOT, free_port, site_environment

POLL_SECONDS = 0.5
ROUND_SECONDS = 600
READY_SECONDS = 300
SECRET = "bench" * 12
FLAGS = ("artifactFeatureEnabled", "artifactCreationEnabled", "exportEnabled")
PARAGRAPHS = (
    "Umsätze und Größen je Straße änderten sich im zweiten Vierteljahr kaum.",
    "季度报告显示收入增加，而运营成本保持不变。",
    "أظهر التقرير ربع السنوي زيادة الإيرادات مع ثبات التكاليف.",
    "तिमाही रिपोर्ट दिखाती है कि बिक्री बढ़ी और लागत स्थिर रही।",
)


@dataclass(frozen=True)
class Wish:
    """So many exports of a kind to a format; `size` is pages of a document, else rows."""

    kind: str
    format: str
    size: int
    times: int = 1


MIX = (
    Wish("document", "docx", 3, 7),
    Wish("document", "pdf", 3, 9),
    Wish("document", "md", 3, 2),
    Wish("document", "html", 3, 2),
    Wish("document", "docx", 20),
    Wish("document", "pdf", 20, 2),
    Wish("table", "xlsx", 200, 6),
    Wish("table", "csv", 200, 4),
    Wish("table", "pdf", 40, 4),
    Wish("table", "docx", 40, 2),
    Wish("table", "md", 40),
    Wish("table", "json", 200),
    Wish("spreadsheet", "xlsx", 200, 3),
    Wish("spreadsheet", "pdf", 40, 2),
    Wish("spreadsheet", "csv", 200),
    Wish("document", "pdf", 100),
    Wish("table", "pdf", 10_000),
    Wish("table", "xlsx", 50_000),
)
WISHES = [wish for wish in MIX for _ in range(wish.times)]
PATHS = {"document": "doc.create", "table": "table.create", "spreadsheet": "sheet.create"}


@dataclass(frozen=True)
class Outcome:
    """What became of one click."""

    wish: Wish
    seconds: float
    trouble: str = ""


def body_of(wish: Wish, number: int) -> dict[str, Any]:
    """Return a new artifact for the API, unlike that of any other number."""
    title = f"{wish.kind} {number}"
    match wish.kind:
        case "document":
            return {
                "title": title,
                "text": f"{PARAGRAPHS[number % len(PARAGRAPHS)]} {number}\n\n{markdown(wish.size)}",
            }
        case "table":
            row = wide_row if wish.size > 10_000 else narrow_row
            rows = [row(number + n) for n in range(wish.size)]
            columns = [{"name": f"Column {n}", "type": _type_of(value)} for n, value in enumerate(rows[0])]
            return {"title": title, "content": {"columns": columns, "rows": rows}}
        case _:
            lines = [f"| {number + n} | {n * 1.25} | =A{n + 2}*B{n + 2} |" for n in range(wish.size)]
            return {"title": title, "text": "\n".join(["| Units | Price | Total |", "| --- | --- | --- |", *lines])}


def _type_of(value: object) -> str:
    return "text" if isinstance(value, str) else "number"


class Api:
    """The API of the site that was started, for one user."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        async with self._session.request(method, path, json=body) as answer:
            if answer.status >= 400:
                raise RuntimeError(f"{method} {path}: {answer.status} {(await answer.text())[:300]}")
            return dict(await answer.json())

    async def fetch(self, path: str) -> str:
        """Return the digest of a file."""
        async with self._session.get(path) as answer:
            answer.raise_for_status()
            return hashlib.sha256(await answer.read()).hexdigest()

    async def create(self, wish: Wish, number: int) -> str:
        made = await self.call("POST", f"/api/artifacts/{PATHS[wish.kind]}", body_of(wish, number))
        return str(made["id"])

    async def export(self, wish: Wish, artifact_id: str) -> Outcome:
        """Click, wait until the job has ended, fetch the file and compare it."""
        begin = time.monotonic()
        queued = await self.call("POST", "/api/artifacts/export", {"artifact_id": artifact_id, "format": wish.format})
        job = {"status": "pending"}
        while job["status"] in ("pending", "processing"):
            if time.monotonic() - begin > ROUND_SECONDS:
                return Outcome(wish, ROUND_SECONDS, f"still {job['status']}")
            await asyncio.sleep(POLL_SECONDS)
            job = await self.call("GET", f"/api/artifacts/export/{queued['job_id']}")
        seconds = time.monotonic() - begin
        if job["status"] != "completed":
            return Outcome(wish, seconds, f"{job['status']}: {job['error_code']}")
        is_whole = await self.fetch(job["download_url"]) == job["sha256"]
        return Outcome(wish, seconds, "" if is_whole else "another file")


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(len(ordered) * share) - 1]


def resident(worker: "subprocess.Popen[bytes]") -> list[int]:
    """Return what each child of a worker holds, in MiB, shared pages included."""
    lines = [(Path(f"/proc/{one.pid}/status")).read_text() for one in descendants(worker.pid)]
    return [round(int(line.split("VmRSS:")[1].split()[0]) / 1024) for line in lines]


def cpu_seconds(*roots: "subprocess.Popen[bytes]") -> float:
    """Return what the processes and all under them have used, those that have ended included."""
    pids = [pid for root in roots for pid in (root.pid, *(one.pid for one in descendants(root.pid)))]
    lines = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(ticks) for line in lines for ticks in line[11:15]) / os.sysconf("SC_CLK_TCK")


async def make_artifacts(api: Api, number: int) -> list[tuple[Wish, str]]:
    """Make the artifacts of a round, in an order of its own."""
    wishes = Random(number).sample(WISHES, len(WISHES))
    return [(wish, await api.create(wish, number * len(WISHES) + n)) for n, wish in enumerate(wishes)]


def celery(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "celery", "--app", "config", "worker", "--loglevel", "warning", *arguments]


@contextlib.contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a process of the site; end it as a server does."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(60)


def environment_of(folder: Path, port: int, database: str, redis: str) -> dict[str, str]:
    return site_environment(
        folder / "data",
        port,
        DATABASE_URL=database,
        REDIS_URL=redis,
        SECRET_KEY=SECRET,
        ALLOWED_HOSTS="127.0.0.1",
        HTTPS="off",
        EMAIL_VERIFICATION="none",
        REQUEST_LOG_LEVEL="WARNING",
        FLAG_OVERRIDES=",".join(f"{name}=on" for name in FLAGS),
        LIMIT_CREATE="1000000/m",
        LIMIT_EXPORT="1000000/m",
        QUOTA_ARTIFACTS="1000000",
        DJANGO_SETTINGS_MODULE="config.settings",
    )


def prepare(environment: dict[str, str]) -> str:
    """Make the tables and a user; return a token."""
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    command = [*manage, "create_token", "bench@example.org", "--create-user"]
    made = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return made.stdout.split()[-1]


async def until_ready(api: Api, environment: dict[str, str]) -> None:
    """Wait for the web process, and until every worker answers."""
    ping = [sys.executable, "-m", "celery", "--app", "config", "inspect", "ping", "--timeout", "2"]
    trouble = ""
    for _ in range(READY_SECONDS):
        try:
            await api.call("GET", "/api/artifacts")
            asked = await asyncio.create_subprocess_exec(*ping, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
            trouble = (await asked.communicate())[0].decode()
            if all(f"{name}@" in trouble for name in ("files", "large", "default")):
                return
        except (aiohttp.ClientError, RuntimeError) as error:
            trouble = str(error)
        await asyncio.sleep(1)
    raise RuntimeError(f"the site does not answer: {trouble}")


async def run(rounds: int, is_kept: bool, folder: Path, stack: contextlib.ExitStack) -> None:
    port = free_port()
    environment = environment_of(
        folder, port, stack.enter_context(running_postgres()), stack.enter_context(running_redis())
    )
    token = prepare(environment)
    kept = ["--max-tasks-per-child", "1000000"] if is_kept else []

    def start(name: str, *command: str) -> "subprocess.Popen[bytes]":
        return stack.enter_context(running(list(command), environment, folder / f"{name}.log"))

    web = [
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
        "--no-access-log",
    ]
    start("web", sys.executable, *web)
    files = start("files", *celery("-Q", "exports", "-c", "2", "-n", "files@%h", *kept))
    large = start("large", *celery("-Q", "exports-large", "-c", "1", "-n", "large@%h", *kept))
    start("default", *celery("-Q", "default", "-c", "1", "-n", "default@%h", "--beat"))
    headers = {"Authorization": f"Bearer {token}"}
    connector = aiohttp.TCPConnector(limit=0, force_close=True)  # no race with the end of an idle connection
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}", headers=headers, connector=connector) as session:
        api = Api(session)
        await until_ready(api, environment)
        print(json.dumps({"exports": 0, "files_mib": resident(files), "large_mib": resident(large)}), flush=True)
        everything: list[Outcome] = []
        for number in range(rounds):
            made = await make_artifacts(api, number)
            cpu = cpu_seconds(files, large)
            outcomes = list(await asyncio.gather(*(api.export(*one) for one in made)))
            everything += outcomes
            shown = figures(outcomes, cpu_seconds(files, large) - cpu)
            memory = {"files_mib": resident(files), "large_mib": resident(large)}
            print(json.dumps({"exports": len(everything), **shown, **memory}), flush=True)
        for wish, group in itertools.groupby(
            sorted(everything, key=lambda one: MIX.index(one.wish)), lambda one: one.wish
        ):
            seconds = [one.seconds for one in group]
            middle, most = percentile(seconds, 0.5), max(seconds)
            print(f"{wish.kind:12}{wish.format:6}{wish.size:7}  median {middle:6.1f} s  most {most:6.1f} s")


def figures(outcomes: list[Outcome], cpu: float) -> dict[str, Any]:
    """Return what a round has shown; `cpu_s` is of the workers alone."""
    seconds = [one.seconds for one in outcomes]
    return {
        "p50_s": round(percentile(seconds, 0.5), 1),
        "p95_s": round(percentile(seconds, 0.95), 1),
        "most_s": round(max(seconds), 1),
        "completed": sum(not one.trouble for one in outcomes),
        "trouble": sorted({one.trouble for one in outcomes if one.trouble}),
        "cpu_s": round(cpu, 1),
        "load": round(os.getloadavg()[0], 1),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="never replace the workers' children")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-load-") as name, contextlib.ExitStack() as stack:
        asyncio.run(run(chosen.rounds, chosen.keep, Path(name), stack))

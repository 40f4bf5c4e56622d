"""Measure streaming: added time to first token, lateness, CPU per 1,000 tokens, threads and memory per stream.

    python -m bench.streaming --streams 1 100 --messages rules embeddings

Starts an endpoint of fixed speed and one web process of the site with a fresh folder and all features on, both on
loopback, and talks to both with the same client: the difference of the medians is what the site adds. The model's
tokens carry their time. One stream is short and measured 20 times, one after the other. `rules` are messages that the
gate settles by its rules, `embeddings` such as it has to read with its model; none repeats another one.

Each number of streams has a process of its own, so that none reuses the memory of another one. The last line says what
a process takes once (threads, their connections) and what each further stream adds: a straight line through the
smallest and the largest number. `--one-core` gives the web process the first core, client and endpoint the second.
"""

import argparse
import asyncio
import itertools
import json
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
STAMP = re.compile(rb"@(\d{9,20})@")
STAGE = re.compile(rb'"stage": ?"(\w+)"')
MESSAGES = {
    "rules": "What moves the tides at harbour {number}?",
    "embeddings": "I need something to track my running, week {number}",
}
FLAGS = ("artifactFeatureEnabled", "gatekeeperEnabled", "artifactCreationEnabled", "exportEnabled", "splitViewEnabled")
RAMP_SECONDS = 2.0
SINGLE_ROUNDS, SINGLE_TOKENS = 20, 10
numbers = itertools.count(1)
SITE_PORT = int(os.environ.get("BENCH_PORT", "9110"))
ENDPOINT_PORT = SITE_PORT + 1


@dataclass
class Stream:
    """What one client saw: nanoseconds from request to first token, and of each token from leaving to arriving; and
    which stage of the gate decided."""

    first_ns: int = 0
    late_ns: list[int] = field(default_factory=list)
    stage: str = ""


async def request(port: int, method: str, path: str, body: object = None, token: str = "") -> tuple[int, bytes]:
    """Send one request on a connection of its own and return status and body."""
    reader, writer = await connect(port, method, path, body, token)
    head = await reader.readuntil(b"\r\n\r\n")
    content = await reader.read()
    writer.close()
    return int(head.split()[1]), content


async def connect(port: int, method: str, path: str, body: object, token: str, accept: str = "*/*"):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
    data = b"" if body is None else json.dumps(body).encode()
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
    head += f"Accept: {accept}\r\n"
    head += f"Content-Length: {len(data)}\r\n" + (f"Authorization: Bearer {token}\r\n" if token else "")
    writer.write(head.encode() + b"\r\n" + data)
    await writer.drain()
    return reader, writer


async def follow(reader: asyncio.StreamReader, begin_ns: int) -> Stream:
    """Read to the end and note when each stamped token arrived."""
    seen, rest = Stream(), b""
    while chunk := await reader.read(65536):
        now = time.monotonic_ns()
        rest += chunk
        last = 0
        if not seen.stage and (stage := STAGE.search(rest)):
            seen.stage = stage[1].decode()
        for match in STAMP.finditer(rest):
            seen.first_ns = seen.first_ns or now - begin_ns
            seen.late_ns.append(now - int(match[1]))
            last = match.end()
        rest = rest[max(last, len(rest) - 40) :]
    return seen


async def direct(model: str, delay: float) -> Stream:
    """Talk to the endpoint itself."""
    await asyncio.sleep(delay)
    begin = time.monotonic_ns()
    reader, writer = await connect(ENDPOINT_PORT, "POST", "/v1/chat/completions", {"model": model, "stream": True}, "")
    seen = await follow(reader, begin)
    writer.close()
    return seen


async def new_conversation(token: str) -> str:
    """Return the id of an empty conversation."""
    _, body = await request(SITE_PORT, "POST", "/api/chat/conversations", {}, token)
    return str(json.loads(body)["id"])


async def through_site(token: str, conversation: str, delay: float, text: str, model: str) -> Stream:
    """Say something to the site and follow the answer in the same response, as the endpoint itself is followed."""
    await asyncio.sleep(delay)
    begin = time.monotonic_ns()
    message = {"text": text, "mode": "auto", "model": model}
    path = f"/api/chat/conversations/{conversation}/turns"
    reader, writer = await connect(SITE_PORT, "POST", path, message, token, "text/event-stream")
    seen = await follow(reader, begin)
    writer.close()
    if not seen.late_ns:
        raise RuntimeError("no token came through the site")
    return seen


def usage(pid: int) -> tuple[float, int, int]:
    """Return CPU seconds, resident bytes and threads of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    ticks = os.sysconf("SC_CLK_TCK")
    return (int(fields[11]) + int(fields[12])) / ticks, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"), int(fields[17])


def percentile(values: list[int], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] / 1e6 if ordered else float("nan")


async def watched(pid: int, work: asyncio.Future) -> tuple[int, int]:
    peak_bytes = peak_threads = 0
    while not work.done():
        await asyncio.sleep(0.2)
        _, resident, threads = usage(pid)
        peak_bytes, peak_threads = max(peak_bytes, resident), max(peak_threads, threads)
    return peak_bytes, peak_threads


async def measure(streams: int, pid: int, model: str, token: str, message: str = "rules") -> dict[str, Any]:
    """Run `streams` conversations at once, ramped, beside as many direct ones, and return the figures."""
    pauses = [RAMP_SECONDS * number / streams for number in range(streams)]
    plain = await asyncio.gather(*(direct(model, pause) for pause in pauses))
    texts = [MESSAGES[message].format(number=next(numbers)) for _ in pauses]
    conversations = [await new_conversation(token) for _ in pauses]
    cpu, resident, _ = usage(pid)
    asked = zip(conversations, pauses, texts, strict=True)
    work = asyncio.gather(*(through_site(token, *one, model) for one in asked))
    peak_bytes, peak_threads = await watched(pid, work)
    seen = await work
    return {
        **summary(message, plain, seen),
        "cpu_ms_per_1000_tokens": round((usage(pid)[0] - cpu) * 1e6 / sum(len(one.late_ns) for one in seen), 1),
        "threads": peak_threads,
        "kib_per_stream": round((peak_bytes - resident) / 1024 / streams, 1),
    }


async def measure_single(model: str, token: str, message: str) -> dict[str, Any]:
    """Run one conversation after the other, each beside a direct one, and return the figures."""
    plain, seen = [], []
    for _ in range(SINGLE_ROUNDS):
        plain.append(await direct(model, 0))
        text = MESSAGES[message].format(number=next(numbers))
        seen.append(await through_site(token, await new_conversation(token), 0, text, model))
    return summary(message, plain, seen)


def summary(message: str, plain: list[Stream], seen: list[Stream]) -> dict[str, Any]:
    """Return what the clients saw."""
    late = [ns for one in seen for ns in one.late_ns]
    added = statistics.median(s.first_ns for s in seen) - statistics.median(s.first_ns for s in plain)
    return {
        "message": message,
        "stages": sorted({one.stage for one in seen}),
        "streams": len(seen),
        "tokens": len(late),
        "added_first_token_ms": round(added / 1e6, 1),
        "late_p50_ms": round(percentile(late, 0.5), 1),
        "late_p99_ms": round(percentile(late, 0.99), 1),
    }


def start_endpoint() -> subprocess.Popen[bytes]:
    """Start the endpoint of fixed speed."""
    return subprocess.Popen([sys.executable, "-m", "bench.endpoint", "--port", str(ENDPOINT_PORT)], cwd=ROOT)


def start_site(folder: str, model: str, single: str) -> tuple[subprocess.Popen[bytes], str]:
    """Start one web process of the site and return it with a token."""
    environment = {
        **os.environ,
        "MALLOC_ARENA_MAX": "2",  # as the services and `manage.py up` set it
        "DATA_DIR": folder,
        "PORT": str(SITE_PORT),
        "SECRET_KEY": secrets.token_hex(),
        "LIMIT_CHAT": "1000000/m",
        "OPENAI_BASE_URL": f"http://127.0.0.1:{ENDPOINT_PORT}/v1",
        "OPENAI_API_KEY": "bench",
        "CHAT_MODEL": f"{model},{single}",
        "FLAG_OVERRIDES": ",".join(f"{flag}=on" for flag in FLAGS),
    }
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=ROOT, env=environment, check=True)
    made = subprocess.run(
        [*manage, "create_token", "bench@example.org", "--create-user"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    server = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(SITE_PORT), "--no-access-log"]
    process = subprocess.Popen([*server, "--log-level", "warning"], cwd=ROOT, env=environment)
    return process, made.stdout.split()[-1]


async def until_ready() -> None:
    for _ in range(600):
        try:
            status, _ = await request(SITE_PORT, "GET", "/livez")
        except OSError:
            status = 0
        if status == 200:
            return
        await asyncio.sleep(0.1)
    raise RuntimeError("the site does not answer")


def divided(small: dict[str, Any], large: dict[str, Any]) -> dict[str, float]:
    """Return what a process takes once and what each stream adds, by two measurements."""
    few, many = small["streams"], large["streams"]
    grown = large["kib_per_stream"] * many - small["kib_per_stream"] * few
    each = grown / (many - few)
    return {"mib_once": round((small["kib_per_stream"] - each) * few / 1024, 1), "kib_each": round(each, 1)}


async def main(arguments: argparse.Namespace) -> None:
    """Measure every number of streams, each in a process of its own."""
    if arguments.one_core:
        os.sched_setaffinity(0, {1})
    figures = [line for streams in arguments.streams for line in await measure_alone(streams, arguments)]
    many = sorted((one for one in figures if "kib_per_stream" in one), key=lambda one: one["streams"])
    if many and many[-1]["streams"] > many[0]["streams"]:
        print(json.dumps(divided(many[0], many[-1])))


async def measure_alone(streams: int, arguments: argparse.Namespace) -> list[dict[str, Any]]:
    """Return the figures of each kind of message, printed as they come."""
    figures = []
    model = f"rate-{arguments.rate}-{arguments.tokens}-{arguments.delay_ms}"
    single = f"rate-{arguments.rate}-{SINGLE_TOKENS}-{arguments.delay_ms}"
    with tempfile.TemporaryDirectory() as folder:
        endpoint = start_endpoint()
        site, token = start_site(folder, model, single)
        if arguments.one_core:
            os.sched_setaffinity(site.pid, {0})
        try:
            await until_ready()
            for message in arguments.messages:
                await measure(1, site.pid, single, token, message)
            for message in arguments.messages:
                if streams == 1:
                    figures.append(await measure_single(single, token, message))
                else:
                    figures.append(await measure(streams, site.pid, model, token, message))
                print(json.dumps(figures[-1]), flush=True)
        finally:
            site.terminate()
            site.wait(30)
            endpoint.terminate()
            endpoint.wait(30)
    return figures


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--streams", type=int, nargs="+", default=[1, 100])
    parser.add_argument("--messages", nargs="+", choices=MESSAGES, default=["rules"])
    parser.add_argument("--tokens", type=int, default=160)
    parser.add_argument("--rate", type=int, default=20)
    parser.add_argument("--one-core", action="store_true")
    parser.add_argument("--delay-ms", type=int, default=300)
    asyncio.run(main(parser.parse_args()))

"""Measures the time from Enter to the first answer text in the browser, without the model's own time.

    python -m bench.first_text --rounds 20 --port 9120

Starts an endpoint of fixed speed and a site by `manage.py up` with a fresh folder, both on loopback, and a headless
Chromium that sends messages as a person does. The page itself takes the times: from the key to the answer of the
request, to the stream's element, to the open stream and to the first text in the document. The endpoint's own time to
its first token, measured by a plain client in between, is taken off. Needs Chromium and Debian's or another
installation's path to it in CHROMIUM if it is not called so.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FOREIGN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS", "HTTPS")
BAR_MS = 120
PARTS = {"posted": "answered", "element": "stream's element", "opened": "stream open", "text": "first text"}

WATCH = r"""
() => new Promise(done => {
  const times = {}, shown = new Set(document.querySelectorAll("article"));
  const mark = name => { times[name] ??= performance.now() - times.key; };
  const log = document.getElementById("log");
  document.addEventListener("keydown", event => { times.key = event.timeStamp; }, { capture: true, once: true });
  document.addEventListener("htmx:beforeSwap", event => {
    if (event.detail.requestConfig.verb === "post") mark("posted");
  });
  document.addEventListener("stream-open", event => {
    mark("element");
    event.detail.source.addEventListener("open", () => mark("opened"), { once: true });
  }, { once: true });
  const observer = new MutationObserver(() => {
    const fresh = [...log.querySelectorAll("article [data-prose]")].find(
      prose => !shown.has(prose.closest("article")) && prose.textContent.includes("@"));
    if (!fresh || times.key === undefined) return;
    mark("text"); observer.disconnect(); done(times);
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  window.isWatching = true;
})
"""


def endpoint_delay_ms(port: int, model: str) -> float:
    """Return the time from a request to the endpoint's first token, by a plain client."""
    from bench.streaming import connect, follow

    async def ask() -> float:
        begin = time.monotonic_ns()
        reader, writer = await connect(port, "POST", "/v1/chat/completions", {"model": model, "stream": True}, "")
        seen = await follow(reader, begin)
        writer.close()
        return seen.first_ns / 1e6

    with ThreadPoolExecutor(1) as thread:  # this one runs the browser's own loop
        return thread.submit(asyncio.run, ask()).result()


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1_800):
        if process.poll() is not None:
            raise SystemExit("the site ended")
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the site does not answer")


def start_site(folder: str, port: int, model: str) -> subprocess.Popen[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | {
        "DATA_DIR": folder,
        "ENV_FILE": str(Path(folder) / "no.env"),
        "HOST": "127.0.0.1",
        "PORT": str(port),
        "LIMIT_CHAT": "1000000/m",
        "OPENAI_BASE_URL": f"http://127.0.0.1:{port + 1}/v1",
        "OPENAI_API_KEY": "bench",
        "CHAT_MODEL": model,
    }
    command = [sys.executable, "manage.py", "up"]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def one_round(page, text: str) -> dict[str, float]:
    """Type a message, press Enter, and return what the page measured; the turn is over afterwards."""
    box = page.get_by_role("textbox", name="Message")
    box.fill(text)
    page.evaluate(f"window.watched = ({WATCH})(); undefined")
    box.press("Enter")
    times: dict[str, float] = page.evaluate("window.watched")
    page.locator("article[aria-busy]").wait_for(state="detached")
    return times


def measure(address: str, port: int, model: str, rounds: int) -> None:
    from playwright.sync_api import sync_playwright

    delays: list[float] = []
    found: dict[str, list[dict[str, float]]] = {"in a conversation": [], "the first message": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        page.get_by_role("button", name="Continue as demo user").click()
        one_round(page, "Good morning")
        for case, figures in found.items():
            for number in range(rounds):
                if case == "the first message":
                    page.goto(address)
                delays.append(endpoint_delay_ms(port, model))
                figures.append(one_round(page, f"What moves the tides, question {number}?"))
        browser.close()
    report(found, delays)


def report(found: dict[str, list[dict[str, float]]], delays: list[float]) -> None:
    own = statistics.median(delays)
    print(f"the endpoint's own time to its first token: {own:.1f} ms, taken off the last column")
    print(f"{'median of ' + str(len(delays) // 2) + ', ms':22}" + "".join(f"{part:>24}" for part in PARTS.values()))
    for case, figures in found.items():
        middle = {name: statistics.median(each.get(name, 0) for each in figures) for name in PARTS}
        middle["text"] -= own
        best = min(each["text"] for each in figures) - own
        line = "".join(f"{middle[name]:24.1f}" for name in PARTS)
        print(f"{case:22}{line}   best {best:.1f}   bar {BAR_MS}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--port", type=int, default=9120, help="of the site; the endpoint takes the next one")
    parser.add_argument("--delay-ms", type=int, default=200)
    chosen = parser.parse_args()
    model = f"rate-50-12-{chosen.delay_ms}"
    endpoint = subprocess.Popen(
        [sys.executable, "-m", "bench.endpoint", "--port", str(chosen.port + 1)], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    with tempfile.TemporaryDirectory(prefix="bench-first-text-") as folder:
        site = start_site(folder, chosen.port, model)
        address = f"http://127.0.0.1:{chosen.port}"
        try:
            wait_until_ready(address, site)
            measure(address, chosen.port + 1, model, chosen.rounds)
        finally:
            site.terminate()
            site.wait(60)
            endpoint.terminate()
            endpoint.wait(10)


if __name__ == "__main__":
    main()

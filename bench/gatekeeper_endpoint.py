"""Time of the gate's endpoint over HTTP at a fixed rate, a connection each, whatever the answers take.

    python bench/gatekeeper_endpoint.py http://127.0.0.1:8000 TOKEN FILE... [--rate 20] [--messages 600]

FILEs are labelled messages as JSON lines; the site must run with LIMIT_GATEKEEPER above the rate.
"""

import argparse
import http.client
import json
import random
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit


def ask(address: str, token: str, row: dict, times: list[float], faults: list[int]) -> None:
    """Send one message and note how long the answer took."""
    context = {"open_artifact": (row.get("context") or {}).get("open_artifact")}
    body = json.dumps({"text": row["text"][:32_000], "context": context})
    begin = time.perf_counter()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    connection.request("POST", "/api/artifacts/gatekeeper", body, headers)
    answer = connection.getresponse()
    answer.read()
    times.append((time.perf_counter() - begin) * 1000)
    if answer.status != 200:
        faults.append(answer.status)


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * share))], 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("token")
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--messages", type=int, default=600)
    given = parser.parse_args()
    rows = [json.loads(line) for file in given.files for line in file.read_text().splitlines()]
    random.Random(3).shuffle(rows)
    times: list[float] = []
    faults: list[int] = []
    threads = []
    begin = time.perf_counter()
    for number, row in enumerate(rows[: given.messages]):
        time.sleep(max(0.0, begin + number / given.rate - time.perf_counter()))
        threads.append(threading.Thread(target=ask, args=(given.address, given.token, row, times, faults)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    shares = {f"p{round(share * 100)}_ms": percentile(times, share) for share in (0.5, 0.95, 0.99)}
    print(json.dumps({"messages": len(times), "faults": len(faults), **shares}))


if __name__ == "__main__":
    main()

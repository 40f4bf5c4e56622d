"""A model endpoint of fixed speed: the model's name is `rate-<tokens/s>-<tokens>-<first token ms>`.

Every token carries the monotonic time at which it left, `@<ns>@`, so that a client on this machine can tell how late
it arrives. Listens on loopback only.
"""

import argparse
import asyncio
import json
import time

WORDS = ("each", "region", "grew", "while", "costs", "stayed", "flat", "and", "the", "team", "plans", "products")


async def serve_one(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer requests on one connection until it closes."""
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                (
                    int(line.split(b":")[1])
                    for line in head.lower().split(b"\r\n")
                    if line.startswith(b"content-length:")
                ),
                0,
            )
            body = json.loads(await reader.readexactly(length) or b"{}")
            await stream_answer(writer, str(body.get("model", "")))
            if b"connection: close" in head.lower():
                writer.close()
                return
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()


async def stream_answer(writer: asyncio.StreamWriter, model: str) -> None:
    """Write one answer, token by token, at the pace that the model's name tells."""
    rate, tokens, delay_ms = (float(part) for part in model.split("-")[1:4])
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
    begin = asyncio.get_running_loop().time() + delay_ms / 1000
    for number in range(int(tokens)):
        pause = begin + number / rate - asyncio.get_running_loop().time()
        if pause > 0:
            await asyncio.sleep(pause)
        word = f"@{time.monotonic_ns()}@{WORDS[number % len(WORDS)]} "
        write_chunk(writer, {"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]})
        await writer.drain()
    write_chunk(writer, {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    end = b"data: [DONE]\n\n"
    writer.write(b"%x\r\n%s\r\n0\r\n\r\n" % (len(end), end))
    await writer.drain()


def write_chunk(writer: asyncio.StreamWriter, data: dict[str, object]) -> None:
    """Write one server-sent event as one HTTP chunk."""
    event = {"id": "bench", "object": "chat.completion.chunk", "model": "bench", **data}
    line = f"data: {json.dumps(event)}\n\n".encode()
    writer.write(b"%x\r\n%s\r\n" % (len(line), line))


async def main(port: int) -> None:
    server = await asyncio.start_server(serve_one, "127.0.0.1", port, backlog=2048)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=9100)
    asyncio.run(main(arguments.parse_args().port))

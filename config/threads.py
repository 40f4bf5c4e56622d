"""What lies between the web server and Django: few threads for many open streams, and a graceful end.

Stock Django holds one thread per open response, so 1,000 event streams are 1,000 threads. Here requests share a few
one-thread executors, the least busy first. When the server stops, running turns are settled before it goes.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import ThreadSensitiveContext

Scope = MutableMapping[str, object]
Receive = Callable[[], Awaitable[MutableMapping[str, object]]]
Send = Callable[[MutableMapping[str, object]], Awaitable[None]]
App = Callable[..., Awaitable[None]]

THREADS = 8
"""Measured to be enough for 1,000 streams; the database pool must hold at least two connections more."""


class FewThreads:
    """Run each request's synchronous work on one of a few executors."""

    def __init__(self, app: App, threads: int = THREADS) -> None:
        self._app = app
        self._executors = [ThreadPoolExecutor(1, thread_name_prefix=f"web-{number}") for number in range(threads)]
        self._load = dict.fromkeys(self._executors, 0)

    def run_on_each(self, work: Callable[[], None]) -> None:
        """Run `work` once on each thread; return when all are done."""
        for future in [executor.submit(work) for executor in self._executors]:
            future.result()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        executor = min(self._executors, key=self._load.__getitem__)
        self._load[executor] += 1
        try:
            async with ThreadSensitiveContext(executor=executor):
                await self._app(scope, receive, send)
        finally:
            self._load[executor] -= 1


class Lifespan:
    """Answer the server's lifespan messages: `on_start` runs before it serves, `on_stop` before it ends."""

    def __init__(self, app: App, *, on_start: Callable[[], None], on_stop: Callable[[], Awaitable[None]]) -> None:
        self._app = app
        self._on_start = on_start
        self._on_stop = on_stop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "lifespan":
            await self._app(scope, receive, send)
            return
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self._on_start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._on_stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

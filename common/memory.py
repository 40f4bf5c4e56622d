"""What a process holds once it has loaded all it needs: settled, so that it stays where it is."""

import contextlib
import ctypes
import gc


def settle_memory() -> None:
    """Keep collections off what is loaded, and give back what loading it took.

    Collections walked it again, which held every request for tens of milliseconds, and wrote pages that forked
    children share.
    """
    gc.collect()
    gc.freeze()
    with contextlib.suppress(OSError, AttributeError):  # of the GNU library alone
        ctypes.CDLL(None).malloc_trim(0)

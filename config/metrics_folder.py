"""Where metrics are counted: in memory that processes share, never on the disk that data may fill.

prometheus_client maps files of zeros that take no room until they are written; on a full disk such a write ends the
process with a signal that nothing can catch. Linux has a file system in memory for this; where there is none, the
folder lies with the data.
"""

import socket
from hashlib import sha256
from pathlib import Path

from environ import Env

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - named after the data folder, for its owner alone
OWNER_ONLY = 0o700


def metrics_folder(env: Env, data_dir: Path, shared_memory: Path = SHARED_MEMORY) -> Path:
    """Return the folder, made: `METRICS_DIR` if it is set, else one of this data folder's own in shared memory."""
    named = env.str("METRICS_DIR", default="")
    if named:
        return _made(Path(named))
    own = f"diptych-{sha256(str(data_dir).encode()).hexdigest()[:16]}"
    try:
        folder = _made(shared_memory / own)
        (folder / "probe").touch()
        (folder / "probe").unlink()
    except OSError:
        return _made(data_dir / "metrics")
    return folder


def machine_folder(folder: Path) -> Path:
    """Return the part of the folder, made, in which the processes of this machine or container count."""
    return _made(folder / socket.gethostname())


def _made(folder: Path) -> Path:
    folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    return folder

"""Where the parts of one machine's production site lie and listen: all below one folder, on seven ports in a row."""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
BUCKET = "diptych"
WEB_PROCESSES = 2
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Layout:
    """A site in `folder`, whose proxy listens on `port` of this machine alone."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def web_ports(self) -> list[int]:
        return [self.port + 1 + number for number in range(WEB_PROCESSES)]

    @property
    def postgres_port(self) -> int:
        return self.port + 4

    @property
    def redis_port(self) -> int:
        return self.port + 5

    @property
    def bucket_port(self) -> int:
        return self.port + 6

    def make_folders(self) -> None:
        """Make the folders that are missing; the database's account passes through the first one."""
        self.folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        for name in ("run", "log", "data", "redis", "bucket", "proxy"):
            (self.folder / name).mkdir(mode=0o700, exist_ok=True)
        (self.folder / "bucket" / BUCKET).mkdir(exist_ok=True)

    def secret(self, name: str) -> str:
        """Return a secret of the site, made at the first call."""
        path = self.folder / "data" / f"{name}.secret"
        if not path.exists():
            path.touch(mode=OWNER_ONLY)
            path.write_text(secrets.token_urlsafe(40))
        return path.read_text()

    def environment(self) -> dict[str, str]:
        """Return the variables of every process; what the caller's environment says of models and limits stays."""
        return {
            **os.environ,
            "ENV_FILE": str(self.folder / "none"),
            "DATA_DIR": str(self.folder / "data"),
            "METRICS_DIR": str(self.folder / "run" / "metrics"),
            "SECRET_KEY": self.secret("site"),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "CSRF_TRUSTED_ORIGINS": self.url,
            "HTTPS": "false",
            "EMAIL_VERIFICATION": os.environ.get("EMAIL_VERIFICATION", "none"),
            "DATABASE_URL": f"postgres://diptych@127.0.0.1:{self.postgres_port}/diptych",
            "REDIS_URL": f"redis://127.0.0.1:{self.redis_port}/0",
            "S3_BUCKET": BUCKET,
            "S3_ENDPOINT_URL": f"http://127.0.0.1:{self.bucket_port}",
            "S3_ACCESS_KEY_ID": "diptych",
            "S3_SECRET_ACCESS_KEY": self.secret("bucket"),
            "S3_REGION": "us-east-1",
            "S3_ADDRESSING_STYLE": "path",
            "MALLOC_ARENA_MAX": "2",
            "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}",
        }

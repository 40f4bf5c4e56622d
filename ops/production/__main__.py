"""A whole production site on one machine, in a folder of its own: `python -m ops.production up`, `restart`, `down`.

PostgreSQL, Redis, an S3 server, two web processes behind nginx where it is installed, workers for every queue, one
beat. `restart` takes a changed tree without an outage: tables first, then one process after the other.
"""

import argparse
import http.client
import subprocess
import sys
from pathlib import Path

from ops.production.layout import PROJECT, Layout
from ops.production.processes import NotReady, start, stop, stop_all, wait_for_port, wait_until
from ops.production.services import make_database, start_proxy, start_services

QUEUES = {"exports": 2, "exports-large": 1, "previews": 1, "default": 2}
WORKERS = [f"worker-{queue}" for queue in QUEUES]
READY_SECONDS = 60


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ops.production", description=__doc__)
    parser.add_argument("action", choices=["up", "restart", "down", "environment"])
    parser.add_argument("--folder", type=Path, default=PROJECT / ".production")
    parser.add_argument("--port", type=int, default=8100, help="of the proxy; six more follow it")
    parser.add_argument("--admin", default="", help="e-mail address of a first administrator")
    chosen = parser.parse_args()
    site = Layout(chosen.folder.resolve(), chosen.port)
    try:
        match chosen.action:
            case "up":
                up(site, chosen.admin)
            case "restart":
                restart(site)
            case "environment":
                print_environment(site)
            case _:
                down(site)
    except (NotReady, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
    return 0


def up(site: Layout, admin: str = "") -> None:
    """Start what does not run, prepare the site, and say where it is."""
    site.make_folders()
    start_services(site)
    make_database(site)
    prepare(site)
    for number in range(len(site.web_ports)):
        start_web(site, number)
    start_workers(site)
    address = site.url if start_proxy(site) else f"http://127.0.0.1:{site.web_ports[0]}"
    if admin:
        password = manage(site, "create_admin", admin).strip()
        sys.stdout.write(f"{admin} signs in with the password {password} (shown this once).\n")
    sys.stdout.write(f"Diptych is ready at {address}/ - its folder is {site.folder}; the action down stops it.\n")


def restart(site: Layout) -> None:
    """Take a changed tree: tables, then web processes one after the other, then workers and beat."""
    prepare(site)
    for number in range(len(site.web_ports)):
        stop(site.folder, f"web-{number + 1}")
        start_web(site, number)
    stop_all(site.folder, ["beat", *WORKERS])
    start_workers(site)


def down(site: Layout) -> None:
    """Stop everything, what others stand on last."""
    webs = [f"web-{number + 1}" for number in range(len(site.web_ports))]
    stop_all(site.folder, ["proxy", "beat", *webs, *WORKERS])
    stop_all(site.folder, ["bucket", "redis", "postgres"])


def prepare(site: Layout) -> None:
    """Bring tables, static files, flags and bucket up to date."""
    manage(site, "migrate", "--verbosity=0", "--no-input")
    manage(site, "collectstatic", "--verbosity=0", "--no-input")
    manage(site, "ensure_flags")
    manage(site, "ensure_bucket")


def start_web(site: Layout, number: int) -> None:
    """Start a web process and return when it answers."""
    name, port = f"web-{number + 1}", site.web_ports[number]
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "config.asgi:application",
        "--port",
        str(port),
        "--log-level",
        "warning",
    ]
    command += ["--no-access-log", "--proxy-headers", "--timeout-graceful-shutdown", "5"]
    start(site.folder, name, command, site.environment(), PROJECT)
    wait_for_port(site.folder, name, port)
    if not wait_until(lambda: _answers(port), READY_SECONDS):
        raise NotReady(f"{name} listens and does not answer")


def start_workers(site: Layout) -> None:
    """Start a worker for each queue, and the one beat."""
    celery = [sys.executable, "-m", "celery", "--quiet", "--app", "config"]
    for queue, children in QUEUES.items():
        command = [*celery, "worker", "--queues", queue, "--concurrency", str(children), "--hostname", f"{queue}@%h"]
        start(site.folder, f"worker-{queue}", [*command, "--loglevel", "warning"], site.environment(), PROJECT)
    start(site.folder, "beat", [*celery, "beat", "--loglevel", "warning"], site.environment(), PROJECT)


def manage(site: Layout, *arguments: str) -> str:
    """Run a management command of the site and return what it prints; NotReady with its complaint."""
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=PROJECT, env=site.environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotReady(f"manage.py {' '.join(arguments)} failed: {done.stderr[-2_000:]}")
    return done.stdout


def print_environment(site: Layout) -> None:
    """Print the site's own variables for a shell, so that management commands reach it."""
    own = (
        "DATA_DIR",
        "METRICS_DIR",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "CSRF_TRUSTED_ORIGINS",
        "HTTPS",
        "EMAIL_VERIFICATION",
    )
    for name, value in site.environment().items():
        if name in own or name.startswith(("S3_", "DATABASE_URL", "REDIS_URL", "ENV_FILE")):
            sys.stdout.write(f"export {name}='{value}'\n")


def _answers(port: int) -> bool:
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        web.request("GET", "/livez")
        return web.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()


if __name__ == "__main__":
    sys.exit(main())

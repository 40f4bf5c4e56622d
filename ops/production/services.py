"""What the site stands on: PostgreSQL, Redis, an S3 server and a proxy, from the system's packages."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from ops.production.layout import Layout
from ops.production.processes import NotReady, start, wait_for_port

POSTGRES_FOLDERS = "usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql*/bin", "usr/local/opt/postgresql*/bin"
PROXY = """daemon off; pid {folder}/proxy/nginx.pid; error_log stderr;
events {{ worker_connections 4096; }}
http {{
  access_log off; client_body_temp_path {folder}/proxy/body; proxy_temp_path {folder}/proxy/kept;
  fastcgi_temp_path {folder}/proxy/f; uwsgi_temp_path {folder}/proxy/u; scgi_temp_path {folder}/proxy/s;
  upstream diptych {{ least_conn; {servers} }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://diptych; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_next_upstream error timeout http_502; proxy_connect_timeout 2s;
      proxy_read_timeout 300s; client_max_body_size 20m;
    }}
  }}
}}
"""


def start_services(site: Layout) -> None:
    """Start the database, the queue and the bucket, made when they are missing; return when they listen."""
    environment, folder = dict(os.environ), site.folder
    start_postgres(site)
    redis = [_program("redis-server"), "--port", str(site.redis_port), "--bind", "127.0.0.1", "--dir"]
    redis += [str(folder / "redis"), "--appendonly", "yes", "--maxmemory-policy", "noeviction"]
    start(folder, "redis", redis, environment, folder)
    bucket = [_program("rclone"), "serve", "s3", "--addr", f"127.0.0.1:{site.bucket_port}", "--auth-key"]
    bucket += [f"diptych,{site.secret('bucket')}", str(folder / "bucket")]
    start(folder, "bucket", bucket, environment, folder)
    wait_for_port(folder, "postgres", site.postgres_port)
    wait_for_port(folder, "redis", site.redis_port)
    wait_for_port(folder, "bucket", site.bucket_port)


def start_postgres(site: Layout) -> None:
    """Start the database's server, its cluster made when there is none; root lends another account."""
    home = site.folder / "postgres"
    lent = _lent_account()
    if not home.exists():
        home.mkdir(mode=0o700)
        if lent:
            os.chown(home, pwd.getpwnam(lent).pw_uid, pwd.getpwnam(lent).pw_gid)
        initdb = [_postgres("initdb"), "-D", str(home / "data"), "-U", "diptych", "--auth=trust", "-E", "UTF8"]
        _run_as(lent, [*initdb, "--locale=C"])
        (home / "data" / "postgresql.auto.conf").open("a").write("max_connections = 200\n")
    server = [_postgres("postgres"), "-D", str(home / "data"), "-p", str(site.postgres_port)]
    server += ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={home}"]
    start(site.folder, "postgres", _as(lent, server), dict(os.environ), Path("/"))


def make_database(site: Layout) -> None:
    """Make the site's database if it is missing."""
    at = ["-h", "127.0.0.1", "-p", str(site.postgres_port), "-U", "diptych"]
    ask = [_postgres("psql"), *at, "-Atc", "SELECT 1 FROM pg_database WHERE datname = 'diptych'", "postgres"]
    asked = subprocess.run(ask, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if asked.returncode:
        raise NotReady(f"PostgreSQL does not answer: {asked.stderr}")
    if asked.stdout.strip() != "1":
        subprocess.run([_postgres("createdb"), *at, "diptych"], check=True)  # noqa: S603 - our own commands


def start_proxy(site: Layout) -> bool:
    """Start nginx before the web processes and return True; False where it is not installed."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin")
    if not nginx:
        return False
    servers = " ".join(f"server 127.0.0.1:{port} max_fails=0;" for port in site.web_ports)
    config = site.folder / "proxy" / "nginx.conf"
    config.write_text(PROXY.format(folder=site.folder, servers=servers, port=site.port))
    command = [nginx, "-e", "stderr", "-c", str(config), "-p", str(site.folder / "proxy")]
    start(site.folder, "proxy", command, dict(os.environ), site.folder)
    wait_for_port(site.folder, "proxy", site.port)
    return True


def _lent_account() -> str:
    """Return the account that runs PostgreSQL for root; empty for anybody else."""
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _as(account: str, command: list[str]) -> list[str]:
    # setpriv becomes the command, so that its number is the server's.
    return ["setpriv", f"--reuid={account}", "--clear-groups", "--", *command] if account else command


def _run_as(account: str, command: list[str]) -> None:
    made = subprocess.run(  # noqa: S603 - our own commands
        _as(account, command), cwd="/", capture_output=True, text=True, check=False
    )
    if made.returncode:
        raise NotReady(f"{command[0]} failed: {made.stderr}")


def _postgres(name: str) -> str:
    for pattern in POSTGRES_FOLDERS:
        if found := sorted(Path("/").glob(f"{pattern}/{name}")):
            return str(found[-1])
    return _program(name)


def _program(name: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if not found:
        raise NotReady(f"{name} is missing: install it (apt-get install postgresql redis-server rclone nginx).")
    return found

"""What `manage.py doctor` says of mail, beat, workers, clocks and the proxy; and the bucket it is sent to make."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import StringIO
from pathlib import Path

import environ
import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from pytest_django.fixtures import Settings

from config import doctor_services
from config.bucket import ensure_bucket
from config.doctor_services import check_beat, check_clocks, check_mail, check_proxy, check_workers
from config.file_storage import file_storage
from config.finding import Fault
from config.site_lock import sole_user_of
from telemetry.ticks import Tick, last_tick, record_tick
from tests.fakes.bucket import running_bucket
from tests.fakes.site import free_port


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_mail_that_is_printed_is_a_fault_where_addresses_must_be_confirmed(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    assert "printed" in check_mail()
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    with pytest.raises(Fault, match="set EMAIL_URL, or EMAIL_VERIFICATION=none"):
        check_mail()


def test_mail_server_that_nobody_runs_is_a_fault(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with pytest.raises(Fault, match="EMAIL_URL"):
        check_mail()


def test_beat_is_told_by_its_last_job(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check_beat() == "the site is not running"
    with sole_user_of(settings.DATA_DIR):
        with pytest.raises(Fault, match="no periodic job ran ever"):
            check_beat()
        record_tick()
        assert last_tick().version == settings.VERSION
        assert check_beat().startswith("ran 0 seconds ago")
        assert check_workers() == "started with the site"
        for tick, complaint in (
            (Tick(time.time() - 600, settings.VERSION), "no periodic job ran for 600 seconds"),
            (Tick(time.time(), "0.0.1"), "a worker runs version 0.0.1"),
        ):
            monkeypatch.setattr(doctor_services, "last_tick", lambda tick=tick: tick)
            with pytest.raises(Fault, match=complaint):
                check_beat()


@pytest.mark.parametrize(
    ("served", "complaint"), [([], "exports, exports-large"), (["exports"], "exports-large, prev")]
)
def test_queue_that_nobody_takes_from_is_a_fault(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, served: list[str], complaint: str
) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    class Inspect:
        def __init__(self, **_given: object) -> None:
            pass

        def active_queues(self) -> dict[str, list[dict[str, str]]]:
            return {"worker": [{"name": name} for name in served]}

    monkeypatch.setattr(doctor_services.celery_app.control, "inspect", Inspect)
    with pytest.raises(Fault, match=complaint):
        check_workers()
    served[:] = doctor_services.QUEUES
    assert check_workers() == "1 answer, every queue is taken from"


def test_clock_that_differs_is_a_fault(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "UTC" in check_clocks()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr("redis.Redis.time", lambda _self: (int(time.time()) + 90, 0))
    with pytest.raises(Fault, match=r"Redis is .(89|90) seconds"):
        check_clocks()
    monkeypatch.setattr("redis.Redis.time", lambda _self: (int(time.time()), 0))
    assert check_clocks() == "agree"


@pytest.fixture
def proxied() -> Iterator[Callable[[int, str], str]]:
    """Return a function that says what a site answers, and gives its address."""
    said: dict[str, object] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(int(str(said["status"])))
            self.send_header("Location", str(said["location"]).format(path=self.path))
            self.end_headers()

        def log_message(self, *_given: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_address[1]}"

        def say(status: int, location: str = "") -> str:
            said.update(status=status, location=location.replace("ORIGIN", origin))
            return origin

        yield say
        server.shutdown()


def test_proxy_whose_headers_are_not_believed_is_a_fault(proxied: Callable[..., str], settings: Settings) -> None:
    assert check_proxy(proxied(200)).endswith(" answers")
    with pytest.raises(Fault, match="FORWARDED_ALLOW_IPS"):
        check_proxy(proxied(301, "ORIGIN{path}"))
    with pytest.raises(Fault, match="ALLOWED_HOSTS"):
        check_proxy(proxied(400))
    with pytest.raises(Fault, match="answers 502"):
        check_proxy(proxied(502))
    with pytest.raises(Fault, match="does not answer"):
        check_proxy(f"http://127.0.0.1:{free_port()}")
    settings.CSRF_TRUSTED_ORIGINS = []
    assert check_proxy().startswith("not tried")


@pytest.mark.django_db
def test_doctor_answers_in_json(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.doctor.CHECKS", {"python": lambda: "3", "proxy": lambda: ""})
    out = StringIO()
    call_command("doctor", "--json", stdout=out)
    assert json.loads(out.getvalue().splitlines()[0]) == {"name": "python", "is_good": True, "text": "3"}


def test_bucket_is_made_once_and_named(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running_bucket(tmp_path / "s3") as server:
        for name, value in {**server.variables, "S3_BUCKET": "of-another-name"}.items():
            monkeypatch.setenv(name, value)
        settings.STORAGES = {**settings.STORAGES, "default": file_storage(environ.Env(), tmp_path)}
        assert ensure_bucket(default_storage)
        assert not ensure_bucket(default_storage)
        out = StringIO()
        call_command("ensure_bucket", stdout=out)
    assert out.getvalue().startswith("Found and tried: bucket of-another-name at http://127.0.0.1")

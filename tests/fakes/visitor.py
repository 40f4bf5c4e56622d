"""Somebody with a browser, or a program, who uses a running site over HTTP: the standard library and no more."""

import json
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

EXPORT_SECONDS = 60


@dataclass
class Visitor:
    """Keeps cookies like a browser does; the API takes them with the CSRF token."""

    base_url: str
    cookies: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    @property
    def csrf_token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrftoken"), "")

    def open(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer, redirects followed, refusals included."""
        address = urllib.parse.urljoin(self.base_url, path)
        sent = {"X-CSRFToken": self.csrf_token, "Referer": self.base_url, **headers}
        request = urllib.request.Request(address, data=body, method=method, headers=sent)
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def page(self, path: str) -> str:
        """Return a page that must be there."""
        status, content = self.open("GET", path)
        assert status == 200, (path, status)
        return content.decode()

    def submit(self, path: str, **fields: str) -> str:
        """Post a form and return the page that follows."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.csrf_token, **fields}).encode()
        status, content = self.open("POST", path, body)
        assert status == 200, (path, status, content[:500])
        return content.decode()

    def call(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """Call the API and return its JSON; fail on a refusal."""
        data = None if body is None else json.dumps(body).encode()
        status, content = self.open(method, path, data, **{"Content-Type": "application/json"})
        assert status < 400, (method, path, status, content[:500])
        return dict(json.loads(content))

    def enter_as_demo_user(self) -> None:
        """Sign in with the one click of the embedded default."""
        self.page("/accounts/login/")
        self.submit("/account/demo/")

    def export(self, artifact_id: str, file_format: str) -> tuple[dict[str, Any], bytes]:
        """Return the finished job and its file."""
        job = self.call("POST", "/api/artifacts/export", {"artifact_id": artifact_id, "format": file_format})
        deadline = time.monotonic() + EXPORT_SECONDS
        while job["status"] in ("pending", "processing"):
            assert time.monotonic() < deadline, job
            time.sleep(0.2)
            job = self.call("GET", f"/api/artifacts/export/{job['job_id']}")
        assert job["status"] == "completed", job
        status, content = self.open("GET", job["download_url"])
        assert status == 200
        return job, content

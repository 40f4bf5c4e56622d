"""Run in a copy of the tree: uses what `tests.fakes.recipes` wrote there, and prints what came of it as JSON."""

import asyncio
import json
import os
import sys
from typing import Any

import django
from django.conf import settings
from django.core.management import call_command
from django.test import Client


class NoMigrations:
    """Tables are made from the models: quicker than by fifty migrations."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def use() -> dict[str, Any]:
    """Return what menus, pages, API and files say."""
    client = _signed_in()
    table = _made(client, "table")
    return {
        "format": _format(client, table),
        "conversion": _conversion(client, table),
        "starter": _made(client, "poem"),
        "starters": client.get("/artifacts/").content.decode(),
        "answer": asyncio.run(_answer()),
        "esperanto": client.get("/artifacts/", headers={"accept-language": "eo"}).content.decode(),
        "greek": _post(client, "/api/artifacts/gatekeeper", {"text": "Φτιάξε έναν πίνακα με τις χώρες της Ευρώπης"}),
        "setting": settings.MOTTO,
    }


def _signed_in() -> Client:
    from accounts.models import User
    from rollout.services import ensure_flags

    settings.MIGRATION_MODULES = NoMigrations()
    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", run_syncdb=True, verbosity=0)
    ensure_flags(everyone=True)
    client = Client()
    client.force_login(User.objects.create_user(email="alice@example.org", password="a long password"))
    return client


def _post(client: Client, path: str, body: Any) -> Any:
    return client.post(path, json.dumps(body), content_type="application/json").json()


def _made(client: Client, starter: str) -> dict[str, Any]:
    client.post("/artifacts/new/", {"starter": starter})
    return dict(client.get("/api/artifacts").json()["items"][0])


def _format(client: Client, table: dict[str, Any]) -> dict[str, Any]:
    from exports.jobs.worker import process_export

    queued = _post(client, "/api/artifacts/export", {"artifact_id": table["id"], "format": "tsv"})
    process_export(queued["job_id"])
    form = {"artifact_id": table["id"], "format": "tsv"}
    return {
        "menu": client.get(f"/exports/menu/{table['id']}/").content.decode(),
        "options": client.get(f"/exports/options/{table['id']}/?format=tsv").status_code,
        "page": client.post("/exports/", form, follow=True).content.decode(),
        "api": client.get(f"/api/artifacts/export/{queued['job_id']}").json(),
        "file": b"".join(client.get(f"/api/artifacts/export/{queued['job_id']}/file")).decode(),
    }


def _conversion(client: Client, table: dict[str, Any]) -> dict[str, Any]:
    client.post(f"/artifacts/{table['id']}/convert/", {"kind": "document"})
    newest = client.get("/api/artifacts").json()["items"][0]
    by_api = _post(client, f"/api/artifacts/{table['id']}/convert", {"kind": "document"})
    read = client.get(f"/api/artifacts/{newest['id']}").json()
    return {"page": read["content"]["text"], "api": by_api["content"]["text"]}


async def _answer() -> str:
    from llm.client import stream
    from llm.protocol import ChatMessage, ChatRequest, Role, TextDelta

    request = ChatRequest(messages=(ChatMessage(Role.USER, "hello"),), kind=None)
    return "".join([event.text async for event in stream(request) if isinstance(event, TextDelta)])


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)  # ends with 1 if one is missing
    sys.stdout.write(json.dumps(use()))

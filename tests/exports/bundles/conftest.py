"""Bundles of Alice's, and independent readers of zips."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from accounts.models import User
from artifacts.kinds.document.content import DocumentContent
from artifacts.rows.models import ArtifactVersion
from exports.bundles.services import read_jobs, request_bundle, wanted_files
from exports.jobs.worker import process_export
from exports.rows.bundles import ExportBundle
from exports.rows.enums import BundleFormats
from tests.exports.conftest import MakeVersion

MakeBundle = Callable[..., ExportBundle]


@pytest.fixture
def make_bundle(make_version: MakeVersion, user: User) -> MakeBundle:
    """Return a function that asks for a bundle: of two tables and a document unless versions are given."""

    def make(*versions: ArtifactVersion, formats: BundleFormats = BundleFormats.OFFICE) -> ExportBundle:
        chosen = versions or (
            make_version(title="Vans"),
            make_version(title="vans"),
            make_version(DocumentContent("# Über\n\nText"), title="日本語の報告"),
        )
        files = wanted_files(chosen, formats, "en")
        return request_bundle(owner=user, title="Q1/Q2 – Übersicht", origin_id=uuid4(), files=files)

    return make


@pytest.fixture
def made(make_bundle: MakeBundle) -> MakeBundle:
    """Return a function that asks for a bundle and makes its files as a worker does."""

    def make(*versions: ArtifactVersion, **options: BundleFormats) -> ExportBundle:
        bundle = make_bundle(*versions, **options)
        for job in read_jobs(bundle):
            process_export(job.pk)
        return bundle

    return make


def unpack(data: bytes, folder: Path) -> dict[str, bytes]:
    """Return what Python's reader finds in a zip, in order; `unzip`, where installed, must find no fault either."""
    path = folder / "bundle.zip"
    path.write_bytes(data)
    if program := shutil.which("unzip"):
        subprocess.run([program, "-tqq", path], check=True)
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}

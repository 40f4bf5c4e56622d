"""Which Django storage keeps exports and attachments: a local folder, or a private bucket that speaks S3."""

from pathlib import Path

import environ
from botocore.config import Config

SIGNED_URL_SECONDS = 300
READ_MEMORY_BYTES = 1_000_000  # more of an object that is read lies in a temporary file; the library would hold it all


def file_storage(env: environ.Env, folder: Path) -> dict[str, object]:
    """Return the default entry of STORAGES; S3_BUCKET chooses the bucket, also of Supabase or another S3 server."""
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": folder}}
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": bucket,
            "endpoint_url": env.str("S3_ENDPOINT_URL", default="") or None,
            "region_name": env.str("S3_REGION", default="") or None,
            "access_key": env.str("S3_ACCESS_KEY_ID", default="") or None,
            "secret_key": env.str("S3_SECRET_ACCESS_KEY", default="") or None,
            "file_overwrite": False,
            "default_acl": None,
            "max_memory_size": READ_MEMORY_BYTES,
            "querystring_expire": SIGNED_URL_SECONDS,
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": env.str("S3_ADDRESSING_STYLE", default="auto")},
                # Servers other than Amazon's refuse the checksums that newer clients add unasked.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
                connect_timeout=5,
                read_timeout=env.float("S3_TIMEOUT_SECONDS", default=30),
                # Somebody may wait for an answer; what can wait longer is tried again by its own job.
                retries={"mode": "standard", "total_max_attempts": 2},
            ),
        },
    }

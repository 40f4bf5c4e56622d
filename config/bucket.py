"""The bucket that keeps files: made when it is missing, and named for people."""

from typing import Any

from botocore.exceptions import ClientError

AMAZONS_FIRST_REGION = "us-east-1"  # the one that may not be named when a bucket is made


def ensure_bucket(storage: Any) -> bool:
    """Make the storage's bucket unless it is there; return whether it was made. A folder needs none."""
    if not hasattr(storage, "bucket_name"):
        return False
    client = storage.connection.meta.client
    try:
        client.head_bucket(Bucket=storage.bucket_name)
    except ClientError as error:
        if error.response["ResponseMetadata"]["HTTPStatusCode"] != 404:
            raise
    else:
        return False
    region = storage.region_name
    place = {} if region in (None, AMAZONS_FIRST_REGION) else {"LocationConstraint": region}
    client.create_bucket(Bucket=storage.bucket_name, **({"CreateBucketConfiguration": place} if place else {}))
    return True


def place_of(storage: Any) -> str:
    """Return in a few words where the storage keeps files."""
    if not hasattr(storage, "bucket_name"):
        return str(getattr(storage, "location", "") or type(storage).__name__)
    return f"bucket {storage.bucket_name} at {storage.endpoint_url or 'Amazon S3'}"

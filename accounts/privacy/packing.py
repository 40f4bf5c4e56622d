"""A person's data as a zip: every row of every table as JSON, and what people read as they read it."""

import json
import zipfile
from base64 import b64encode
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.privacy.registry import parts
from accounts.privacy.rows import rows_of, shown_fields


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        if isinstance(o, bytes | memoryview):
            return b64encode(bytes(o)).decode()
        return super().default(o)


def write_data(user: User, out: IO[bytes]) -> None:
    """Write the zip."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", _read_me(user))
        for label, rows in rows_of(user):
            with archive.open(f"data/{label}.jsonl", "w") as file:
                for row in rows.values(*shown_fields(rows.model)).iterator(chunk_size=200):
                    file.write(json.dumps(row, ensure_ascii=False, cls=_Encoder).encode() + b"\n")
        for part in parts():
            for name, data in part.readable(user):
                archive.writestr(f"{part.name}/{name}", data)


def _read_me(user: User) -> str:
    words = _(
        "This is all that this site keeps of %(email)s, as of %(time)s.\n\n"
        "data/ holds every row of every table, one JSON object a line. The other folders hold the same as people read"
        " it. Passwords and the secrets of tokens are kept as digests only and are left out.\n"
    )
    return words % {"email": user.email, "time": f"{timezone.now():%Y-%m-%d %H:%M} UTC"}

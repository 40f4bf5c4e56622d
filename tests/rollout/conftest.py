from collections.abc import Callable
from typing import Any

import pytest

from rollout.enums import FlagName
from rollout.models import Flag


@pytest.fixture
def set_flag(db: None) -> Callable[..., Flag]:
    """Return a function that sets fields of one flag's row, as the admin does."""

    def change(name: FlagName, **fields: Any) -> Flag:
        flag, _is_new = Flag.objects.get_or_create(name=name.value)
        for field, value in fields.items():
            setattr(flag, field, value)
        flag.save()
        return flag

    return change

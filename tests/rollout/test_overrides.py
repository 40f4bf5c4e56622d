import pytest
from django.core.exceptions import ImproperlyConfigured

from rollout.enums import FlagName
from rollout.overrides import parse_overrides


def test_parse_overrides_reads_pairs() -> None:
    assert parse_overrides(" exportEnabled=off ,splitViewEnabled = on,") == {
        FlagName.EXPORT: False,
        FlagName.SPLIT_VIEW: True,
    }


def test_parse_overrides_of_nothing_is_empty() -> None:
    assert parse_overrides("") == {}


@pytest.mark.parametrize("text", ["exportEnabled", "exportEnabled=", "exportEnabled=no", "export=off", "=off"])
def test_parse_overrides_refuses_what_it_does_not_know(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="FLAG_OVERRIDES"):
        parse_overrides(text)

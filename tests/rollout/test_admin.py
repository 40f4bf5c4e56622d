from collections.abc import Callable

from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from accounts.models import User
from rollout.enums import FlagName
from rollout.flags import is_enabled
from rollout.models import Flag
from rollout.services import ensure_flags

ClientFor = Callable[[User], Client]


def test_staff_can_kill_a_feature_and_the_change_is_in_its_history(
    staff: User, user: User, client_for: ClientFor
) -> None:
    ensure_flags(everyone=True)
    flag = Flag.objects.get(name=FlagName.EXPORT.value)
    address = reverse("admin:rollout_flag_change", args=[flag.pk])

    response = client_for(staff).post(address, {"name": flag.name, "everyone": "false", "percent": "0", "users": ""})

    assert response.status_code == 302
    assert is_enabled(FlagName.EXPORT, user) is False
    assert LogEntry.objects.filter(object_id=flag.pk, user=staff).count() == 1


def test_staff_can_list_and_kill_several(staff: User, user: User, client_for: ClientFor) -> None:
    ensure_flags(everyone=True)
    chosen = list(Flag.objects.values_list("pk", flat=True))

    client_for(staff).post(
        reverse("admin:rollout_flag_changelist"), {"action": "disable_for_all", "_selected_action": chosen}
    )

    assert [is_enabled(name, user) for name in FlagName] == [False] * 5

from django.db import migrations
from django.utils import timezone

NAMES = (
    "artifactFeatureEnabled",
    "gatekeeperEnabled",
    "artifactCreationEnabled",
    "exportEnabled",
    "splitViewEnabled",
)


def create_flags(apps, schema_editor):
    """Create the flags at 0 %; equal times of creation and change mean that nobody has touched them."""
    flag = apps.get_model("rollout", "Flag")
    now = timezone.now()
    rows = [flag(name=name, percent=0, created=now, modified=now) for name in NAMES]
    flag.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("rollout", "0001_initial")]

    operations = [migrations.RunPython(create_flags, migrations.RunPython.noop)]

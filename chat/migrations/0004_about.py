import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("artifacts", "0005_steps"),
        ("chat", "0003_continues"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="about",
            field=models.JSONField(help_text="The part of an artifact that the user chose for this message.", null=True),
        ),
        migrations.AddField(
            model_name="message",
            name="about_version",
            field=models.ForeignKey(
                help_text="The version in which that part was chosen.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="artifacts.artifactversion",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("about__isnull", True), ("role", "user"), _connector="OR"),
                name="only_users_choose_a_part",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("about_version__isnull", True), ("about__isnull", False), _connector="OR"),
                name="chosen_version_has_part",
            ),
        ),
    ]

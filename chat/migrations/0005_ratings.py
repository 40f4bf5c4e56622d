import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0004_about"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="TurnRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(choices=[("up", "Good answer"), ("down", "Poor answer")], max_length=4)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("incorrect", "Not correct"),
                            ("off_topic", "Not what I asked for"),
                            ("incomplete", "Something is missing"),
                            ("unclear", "Too long or hard to read"),
                            ("other", "Something else"),
                        ],
                        max_length=10,
                    ),
                ),
                ("comment", models.CharField(blank=True, max_length=1000)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="ratings", to="chat.message"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turn_ratings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-updated_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("turn", "user"), name="turn_rating_once"),
                    models.CheckConstraint(
                        condition=models.Q(("value__in", ["up", "down"])), name="turn_rating_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ["", "incorrect", "off_topic", "incomplete", "unclear", "other"])
                        ),
                        name="rating_reason_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value", "down"), models.Q(("comment", ""), ("reason", "")), _connector="OR"
                        ),
                        name="only_poor_ratings_have_reasons",
                    ),
                ],
            },
        ),
    ]

"""What was changed in originals and how grave it is; which built revisions hold only the urgent core."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0001_translated_revisions"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="translatedrevision",
            name="is_core",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="SourceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "degree",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Minor"), (2, "Wording"), (3, "Facts"), (4, "Safety")]
                    ),
                ),
                (
                    "proposed",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "Minor"), (2, "Wording"), (3, "Facts"), (4, "Safety")]
                    ),
                ),
                ("texts", models.JSONField(default=list)),
                ("fields", models.JSONField(default=list)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="wagtail_localize.translationsource",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
                "indexes": [models.Index(fields=["source", "at"], name="change_of_source_at")],
            },
        ),
    ]

"""The translation memory with its index, and what is known of translated strings beyond their text."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("translations", "0004_glossary"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MemorySource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=12)),
                ("digest", models.UUIDField()),
                ("text", models.TextField()),
                ("plain", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "digest"), name="memory_source_once")],
            },
        ),
        migrations.CreateModel(
            name="MemoryToken",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "token", "length", "source_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("token", models.BigIntegerField()),
                ("length", models.PositiveIntegerField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="translations.memorysource"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemoryUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("target_language", models.CharField(max_length=12)),
                ("digest", models.UUIDField()),
                ("text", models.TextField()),
                ("plain", models.TextField()),
                (
                    "origin",
                    models.CharField(
                        choices=[("page", "Published page"), ("file", "File")], default="page", max_length=8
                    ),
                ),
                ("approved_at", models.DateTimeField(db_index=True)),
                (
                    "approved_by",
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
                        related_name="units",
                        to="translations.memorysource",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="MemoryUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page_key", models.UUIDField(db_index=True)),
                ("path_id", models.UUIDField()),
                ("field_path", models.CharField(max_length=255)),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="translations.memoryunit"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StringNote",
            fields=[
                (
                    "string",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="note",
                        serialize=False,
                        to="wagtail_localize.stringtranslation",
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("human", "Person"),
                            ("memory", "Translation memory"),
                            ("machine", "Machine"),
                            ("file", "File"),
                        ],
                        default="human",
                        max_length=8,
                    ),
                ),
                ("is_confirmed", models.BooleanField(default=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("needs_review", models.BooleanField(default=False)),
                ("review_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="memoryunit",
            constraint=models.UniqueConstraint(fields=("source", "target_language", "digest"), name="memory_unit_once"),
        ),
        migrations.AddConstraint(
            model_name="memoryuse",
            constraint=models.UniqueConstraint(fields=("unit", "page_key", "path_id"), name="memory_use_once"),
        ),
    ]

"""The index of the readers' search: a row for each page, and on PostgreSQL an index of its words."""

import django.db.models.deletion
from django.db import migrations, models

import search.fields

INDEX = "search_entry_words"


def make_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"CREATE INDEX {INDEX} ON search_entry USING gin (words)")


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX {INDEX}")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("library", "0003_name_decisions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("language", models.CharField(db_index=True, max_length=12)),
                ("title", models.CharField(max_length=255)),
                ("found_by", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("place", models.PositiveSmallIntegerField()),
                ("words", search.fields.WordsField(editable=False)),
                ("is_cut", models.BooleanField(default=False)),
                ("version", models.PositiveSmallIntegerField()),
                ("written_at", models.DateTimeField()),
                ("people", models.ManyToManyField(related_name="+", to="library.person")),
            ],
        ),
        migrations.RunPython(make_index, drop_index, elidable=False),
    ]

"""Terms with their forms in each language, and the stamp under which the checks have read the records."""

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models

import library.choices


class Migration(migrations.Migration):
    dependencies = [
        ("library", "0003_name_decisions"),
        ("translations", "0003_exchange"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="KnowledgeStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("stamp", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="Term",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "Organisation"),
                            ("place", "Place"),
                            ("law", "Law"),
                            ("term", "Term"),
                        ],
                        default="term",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it is to be written in English; lists call it so.",
                        max_length=200,
                        verbose_name="term in English",
                    ),
                ),
                (
                    "definition",
                    models.TextField(
                        blank=True,
                        help_text="What it means, and what to mind when it is translated.",
                        verbose_name="definition",
                    ),
                ),
                (
                    "do_not_translate",
                    models.BooleanField(
                        default=False,
                        help_text="It stands in every language as in the original, unless a form is preferred there.",
                        verbose_name="do not translate",
                    ),
                ),
                (
                    "case_sensitive",
                    models.BooleanField(
                        default=False,
                        help_text="For terms that are another word in small letters.",
                        verbose_name="capitals matter",
                    ),
                ),
                ("folded_name", models.CharField(db_index=True, default="", editable=False, max_length=220)),
                (
                    "organisation",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.organisation",
                        verbose_name="organisation on record",
                    ),
                ),
                (
                    "place",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.place",
                        verbose_name="place on record",
                    ),
                ),
                (
                    "provision",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="library.legalprovision",
                        verbose_name="law on record",
                    ),
                ),
            ],
            options={
                "verbose_name": "term",
                "verbose_name_plural": "terms",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="TermForm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        blank=True,
                        choices=library.choices.language_choices,
                        help_text="Leave empty for all languages in this script.",
                        max_length=12,
                        verbose_name="language",
                    ),
                ),
                (
                    "script",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Latn", "Latin"),
                            ("Arab", "Arabic (also Urdu, Persian, Pashto, Sindhi)"),
                            ("Grek", "Greek"),
                            ("Cyrl", "Cyrillic"),
                            ("Deva", "Devanagari"),
                            ("Beng", "Bengali"),
                            ("Hans", "Chinese, simplified"),
                            ("Hant", "Chinese, traditional"),
                            ("Jpan", "Japanese"),
                            ("Kore", "Korean"),
                        ],
                        help_text="Leave empty for the usual script of the language.",
                        max_length=4,
                        verbose_name="script",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("preferred", "Preferred: to be written in this language"),
                            ("accepted", "Accepted: may be written, too"),
                            ("forbidden", "Forbidden: found by search, never to be written"),
                        ],
                        default="preferred",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="term as written")),
                (
                    "part_of_speech",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("noun", "noun"),
                            ("properNoun", "proper noun"),
                            ("verb", "verb"),
                            ("adjective", "adjective"),
                            ("adverb", "adverb"),
                            ("other", "other part of speech"),
                        ],
                        max_length=12,
                        verbose_name="part of speech",
                    ),
                ),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("masculine", "masculine"),
                            ("feminine", "feminine"),
                            ("neuter", "neuter"),
                            ("other", "common or other gender"),
                        ],
                        max_length=10,
                        verbose_name="gender",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, help_text="For colleagues: when to use it.", max_length=255, verbose_name="note"
                    ),
                ),
                (
                    "reviewed",
                    models.BooleanField(default=False, verbose_name="checked by someone who reads this language"),
                ),
                ("decided_at", models.DateTimeField(editable=False, null=True, verbose_name="decided on")),
                ("folded", models.CharField(db_index=True, default="", editable=False, max_length=220)),
                (
                    "decided_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "term",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="forms",
                        to="translations.term",
                        verbose_name="term",
                    ),
                ),
            ],
            options={
                "verbose_name": "form of the term",
                "verbose_name_plural": "forms of the term",
                "ordering": ["language", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "preferred")),
                        fields=("term", "language", "script"),
                        name="translations_one_preferred_form",
                        violation_error_message="There is already a preferred form in this language and script.",
                    ),
                    models.UniqueConstraint(
                        fields=("term", "language", "script", "text"),
                        name="translations_each_form_once",
                        violation_error_message="This form stands here already.",
                    ),
                ],
            },
        ),
    ]

"""Terms and how each language writes them: organisations, places, laws, words of the campaign. People stand in the library."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from library import names
from library.choices import Script, language_choices
from library.models import LegalProvision, Organisation, Place
from translations.checks.knowledge import EntryKind, FormStatus

#: The language of a term's own name.
NAME_LANGUAGE = "en"


class TermKind(models.TextChoices):
    """What a term names; the words are those of the checks."""

    ORGANISATION = EntryKind.ORGANISATION.value, _("Organisation")
    PLACE = EntryKind.PLACE.value, _("Place")
    LAW = EntryKind.LAW.value, _("Law")
    TERM = EntryKind.TERM.value, _("Term")


class TermStatus(models.TextChoices):
    """Whether a form may be written; the words are those of the checks."""

    PREFERRED = FormStatus.PREFERRED.value, _("Preferred: to be written in this language")
    ACCEPTED = FormStatus.ACCEPTED.value, _("Accepted: may be written, too")
    FORBIDDEN = FormStatus.FORBIDDEN.value, _("Forbidden: found by search, never to be written")


class PartOfSpeech(models.TextChoices):
    """Parts of speech by their names in TBX."""

    NOUN = "noun", _("noun")
    PROPER_NOUN = "properNoun", _("proper noun")
    VERB = "verb", _("verb")
    ADJECTIVE = "adjective", _("adjective")
    ADVERB = "adverb", _("adverb")
    OTHER = "other", _("other part of speech")


class GrammaticalGender(models.TextChoices):
    """Genders of nouns by their names in TBX. Danish and Dutch nouns of the common gender are “other”."""

    MASCULINE = "masculine", _("masculine")
    FEMININE = "feminine", _("feminine")
    NEUTER = "neuter", _("neuter")
    OTHER = "other", _("common or other gender")


#: Which relation of a term names the record for each kind; words of the campaign have none.
RECORD_BY_KIND = {
    TermKind.ORGANISATION.value: "organisation",
    TermKind.PLACE.value: "place",
    TermKind.LAW.value: "provision",
}


class TermQuerySet(models.QuerySet["Term"]):
    """Queries about terms."""

    def find(self, query: str) -> TermQuerySet:
        """Terms of which any form, forbidden ones included, holds every word of the query."""
        words = names.folded_words(query)
        if not words:
            return self.none()
        found = self
        for word in words:
            forms = TermForm.objects.filter(folded__contains=word)
            found = found.filter(Q(folded_name__contains=word) | Q(pk__in=forms.values("term")))
        return found


class Term(ClusterableModel):
    """Something that is called the same wherever it is meant, in each language by its own word.

    `name` is the form preferred in English unless a form says otherwise. Where the term names a record, the record's
    labels are the forms preferred in the languages that have none of their own.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=TermKind.choices, default=TermKind.TERM)
    name = models.CharField(
        _("term in English"),
        max_length=200,
        help_text=_("As it is to be written in English; lists call it so."),
    )
    definition = models.TextField(
        _("definition"), blank=True, help_text=_("What it means, and what to mind when it is translated.")
    )
    do_not_translate = models.BooleanField(
        _("do not translate"),
        default=False,
        help_text=_("It stands in every language as in the original, unless a form is preferred there."),
    )
    case_sensitive = models.BooleanField(
        _("capitals matter"), default=False, help_text=_("For terms that are another word in small letters.")
    )
    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("organisation on record"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    place = models.OneToOneField(
        Place,
        verbose_name=_("place on record"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    provision = models.OneToOneField(
        LegalProvision,
        verbose_name=_("law on record"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    folded_name = models.CharField(max_length=220, editable=False, default="", db_index=True)

    objects: ClassVar[Any] = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def record(self) -> Organisation | Place | LegalProvision | None:
        """The shared record that the term names."""
        return self.organisation or self.place or self.provision

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded_name = names.fold(self.name)
        if (update_fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*update_fields, "folded_name"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        wanted = RECORD_BY_KIND.get(self.kind)
        errors = {
            field: _("Only a term of that kind can name this record.")
            for field in RECORD_BY_KIND.values()
            if field != wanted and getattr(self, f"{field}_id") is not None
        }
        if errors:
            raise ValidationError(errors)


class TermForm(models.Model):
    """One way to write a term: to be written, to be accepted, or never to be written."""

    term = ParentalKey(Term, verbose_name=_("term"), on_delete=models.CASCADE, related_name="forms")
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=language_choices,
        blank=True,
        help_text=_("Leave empty for all languages in this script."),
    )
    script = models.CharField(
        _("script"),
        max_length=4,
        choices=Script.choices,
        blank=True,
        help_text=_("Leave empty for the usual script of the language."),
    )
    status = models.CharField(_("status"), max_length=10, choices=TermStatus.choices, default=TermStatus.PREFERRED)
    text = models.CharField(_("term as written"), max_length=200)
    part_of_speech = models.CharField(_("part of speech"), max_length=12, choices=PartOfSpeech.choices, blank=True)
    gender = models.CharField(_("gender"), max_length=10, choices=GrammaticalGender.choices, blank=True)
    note = models.CharField(_("note"), max_length=255, blank=True, help_text=_("For colleagues: when to use it."))
    reviewed = models.BooleanField(_("checked by someone who reads this language"), default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided on"), null=True, editable=False)
    folded = models.CharField(max_length=220, editable=False, default="", db_index=True)

    class Meta:
        verbose_name = _("form of the term")
        verbose_name_plural = _("forms of the term")
        ordering = ["language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "language", "script"],
                condition=Q(status=FormStatus.PREFERRED.value),
                name="translations_one_preferred_form",
                violation_error_message=_("There is already a preferred form in this language and script."),
            ),
            models.UniqueConstraint(
                fields=["term", "language", "script", "text"],
                name="translations_each_form_once",
                violation_error_message=_("This form stands here already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.script = self.script or names.script_of(self.language)
        self.folded = names.fold(self.text)
        if (update_fields := kwargs.get("update_fields")) is not None:
            kwargs["update_fields"] = {*update_fields, "folded", "script"}
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.language:
            usual = names.script_of(self.language)
            self.script = self.script or usual
            if self.status == TermStatus.PREFERRED and self.script != usual:
                raise ValidationError(
                    {"script": _("The preferred form of a language must be in the script of that language.")}
                )
        elif not self.script:
            raise ValidationError({"language": _("Choose a language or a script.")})


class KnowledgeStamp(models.Model):
    """One row that changes whenever anything changes that the checks know of; what was read under another one is stale."""

    stamp = models.UUIDField()

    def __str__(self) -> str:
        return str(self.stamp)

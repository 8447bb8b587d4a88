"""Forms for records and pictures: the columns of a label in the right language and direction. Saves nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from modeltranslation.fields import TranslationField
from modeltranslation.settings import DEFAULT_LANGUAGE
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from library.accreditation import accreditation_problems
from library.fields import PictureUploadField
from library.languages import LanguageGroups, languages_for
from library.mission_rights import not_your_country, reach_of
from library.models import CaseCount, DiplomaticMission, Person, StatusEvent
from library.names import shows_less
from library.status import chronological
from sections.languages import direction, own_name

TITLE_LENGTH = 255

#: Without a direction, an editor who reads from right to left sees numbers and addresses in the wrong order.
MISSION_DIRECTIONS = {
    "address_lines": "auto",
    "head_name": "auto",
    "note": "auto",
    "emails": "ltr",
    "telephone": "ltr",
    "website": "ltr",
}


@lru_cache(maxsize=64)
def columns_of(model: Any) -> dict[str, str]:
    """The columns of a model that hold one language, with that language."""
    fields: list[Any] = model._meta.get_fields()
    return {field.name: field.language for field in fields if isinstance(field, TranslationField)}


def column_languages(form: forms.ModelForm) -> dict[str, str]:
    """Names of the form's fields that are columns of one language, with that language."""
    model: Any = form._meta.model
    columns = columns_of(model)
    return {name: columns[name] for name in form.fields if name in columns}


def set_languages(form: forms.ModelForm) -> None:
    """Tells browsers in which language and direction each column is written: spelling, fonts, cursor."""
    for name, language in column_languages(form).items():
        field = form.fields[name]
        if isinstance(field.widget, forms.Textarea):
            field.widget = AdminAutoHeightTextInput()
        field.widget.attrs.update({"lang": language, "dir": direction(language)})
        if language != DEFAULT_LANGUAGE:
            field.help_text = ""


def drop_columns(form: forms.ModelForm, languages: Iterable[str]) -> None:
    """Takes the columns of these languages out of a form; what they hold stays as it is."""
    unwanted = set(languages)
    for name, language in column_languages(form).items():
        if language in unwanted:
            del form.fields[name]


def drop_columns_not_sent(form: forms.ModelForm) -> None:
    """What a browser did not send was not on its screen, so it stays as it is instead of being emptied."""
    if form.is_bound:
        for name in column_languages(form):
            if form.add_prefix(name) not in form.data and not form.fields[name].required:
                del form.fields[name]


class RecordForm(WagtailAdminModelForm):
    """A record: every language can be edited. `record` is what the screen is about, also in the rows inside it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.record = kwargs.pop("record", None) or kwargs.get("instance")
        super().__init__(*args, **kwargs)
        drop_columns_not_sent(self)
        set_languages(self)


class RowForm(RecordForm):
    """A row inside a record: only languages that the site publishes in, so that long records stay readable."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop_columns(self, languages_for(self.for_user).other)


class DecisionForm(RowForm):
    """A row that somebody stands for: whoever changes anything in it has decided it."""

    def save(self, commit: bool = True) -> Any:
        if self.has_changed():
            self.instance.decided_by = self.for_user
            self.instance.decided_at = timezone.now()
        return super().save(commit)


class PersonForm(RecordForm):
    """A person. A form that was opened before a name was withheld would show it again, so no form can."""

    def clean_publish_level(self) -> str:
        """As much as readers see now, or less."""
        level: str = self.cleaned_data["publish_level"]
        stored = Person.objects.filter(pk=self.instance.pk).values_list("publish_level", flat=True).first()
        if stored and shows_less(stored, level):
            raise ValidationError(
                _(
                    "Readers see less of this name by now. Only the secretariat can show more of it again, under “What "
                    "readers see of a name”."
                )
            )
        return level


class ChooseMany(forms.CheckboxSelectMultiple):
    """A list of boxes to tick that scrolls in itself."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "v-choose-many", **(attrs or {})}, choices)


class EventForm(RowForm):
    """An event; it can contradict only stored events of the same person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:
            self.fields["sources"].widget = ChooseMany(choices=self.fields["sources"].choices)
        events = StatusEvent.objects.filter(episode__person=self.record) if self.record else StatusEvent.objects.none()
        _offer_others(self, events, _("Nothing: this event counts"))


class MissionForm(RecordForm):
    """A mission; whoever changes the day of verification stands for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, way in MISSION_DIRECTIONS.items():
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = way

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        host = cleaned.get("host")
        if host and self.for_user and not reach_of(self.for_user)(host.code):
            self.add_error("host", not_your_country(host))
        if "accredited_to" in self.changed_data and "accredited_to" in cleaned:
            self._check_countries(cleaned)
        return cleaned

    def _check_countries(self, cleaned: dict[str, Any]) -> None:
        if not all(cleaned.get(name) for name in ("sending", "host", "kind")):
            return
        mission = DiplomaticMission(**{name: cleaned[name] for name in ("sending", "host", "kind")})
        others = DiplomaticMission.objects.filter(sending=mission.sending).exclude(pk=self.instance.pk)
        rows = [
            (other, {country.pk for country in other.accredited_to.all()})
            for other in others.prefetch_related("accredited_to")
        ]
        for problem in accreditation_problems(mission, cleaned["accredited_to"], rows):
            self.add_error("accredited_to", problem)

    def save(self, commit: bool = True) -> Any:
        if "verified_on" in self.changed_data:
            self.instance.verified_by = self.for_user if self.instance.verified_on else None
        return super().save(commit)


class CountForm(RowForm):
    """A reported total; it can contradict only stored totals of the same case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        totals = CaseCount.objects.filter(case=self.record) if self.record else CaseCount.objects.none()
        _offer_others(self, totals, _("Nothing: this total counts"))


def _offer_others(form: forms.ModelForm, choices: QuerySet[Any], nothing: Any) -> None:
    field: Any = form.fields.get("disputes")
    if field is not None:
        field.queryset = choices.exclude(pk=form.instance.pk) if form.instance.pk else choices
        field.empty_label = nothing


class ChronologicalFormSet(BaseChildFormSet):
    """Rows in the order in which things happened, as far as it is known."""

    def get_queryset(self) -> list[Any]:
        return chronological(super().get_queryset())


class CleansTitle:
    """Mixed into upload forms: a file name of any length may stand in for a title, which the model then replaces."""

    fields: dict[str, forms.Field]

    def make_title_lenient(self) -> None:
        title = self.fields.get("title")
        if isinstance(title, forms.CharField):
            title.max_length = None
            title.validators = [each for each in title.validators if not isinstance(each, MaxLengthValidator)]

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"])[:TITLE_LENGTH].strip()  # type: ignore[attr-defined]


class PictureForm(CleansTitle, BaseImageForm):
    """A picture, with its texts in the editor's own languages; its own screen also has those of the site, folded."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        user = kwargs.get("user")
        super().__init__(*args, **kwargs)
        self.make_title_lenient()
        if "file" in self.fields:
            self.fields["file"] = PictureUploadField.in_place_of(self.fields["file"])
        if self.is_bound and self.add_prefix("altered") not in self.data:
            del self.fields["altered"]  # uploads of many at once send only title and file
        groups = languages_for(user)
        drop_columns(self, groups.other)
        if self.prefix or not self.instance.pk:
            drop_columns(self, groups.site)  # uploads, alone or many at once: the rest can be written later
        drop_columns_not_sent(self)
        set_languages(self)
        self._arrange(groups)

    def _arrange(self, groups: LanguageGroups) -> None:
        """The editor's own languages first, each label with the language's own name."""
        order = {language: position for position, language in enumerate((*groups.own, *groups.site))}
        languages = column_languages(self)
        for name, language in languages.items():
            label = self._meta.model._meta.get_field(name).translated_field.verbose_name
            self.fields[name].label = f"{capfirst(label)} · {own_name(language)}"
        self.order_fields(sorted(self.fields, key=lambda name: order.get(languages.get(name, ""), -1)))
        self._folded = {name for name, language in languages.items() if language in groups.site}

    @property
    def front(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in self._folded]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [field for field in self if field.name in self._folded]

    @property
    def folded_has_errors(self) -> bool:
        return any(field.errors for field in self.folded)


class DocumentForm(CleansTitle, BaseDocumentForm):
    """A document."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.make_title_lenient()

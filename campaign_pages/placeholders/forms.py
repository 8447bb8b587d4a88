"""The form on which an editor says what each bracket of a document becomes. Reads nothing and saves nothing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from campaign_pages.blocks.documents import KEY_ERRORS
from campaign_pages.choices import FieldKind
from campaign_pages.placeholders.mapping import Group, NewField, Use, suggested_key
from translations.tokens import KEY_PATTERN

LEAVE, NEW, SAME, FIELD = "leave", "new", "same", "field:"


class TargetForm(forms.Form):
    """What one bracket, or all of one label, becomes."""

    target = forms.ChoiceField(label=_("Becomes"))
    key = forms.RegexField(
        KEY_PATTERN,
        label=_("Key"),
        required=False,
        max_length=60,
        error_messages=KEY_ERRORS,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}),
    )
    label = forms.CharField(
        label=_("Label"), required=False, max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=FieldKind.choices, required=False)

    def __init__(self, *args: Any, fields: Mapping[str, str], with_same: bool = False, **kwargs: Any) -> None:
        """`fields` are the labels of the document's fields by key; `with_same` offers what the group was given."""
        super().__init__(*args, **kwargs)
        self.known = fields
        target: Any = self.fields["target"]
        # Translators: what a bracket in a document becomes
        same = [(SAME, pgettext_lazy("bracket", "As chosen for all"))] if with_same else []
        target.choices = [
            *same,
            (LEAVE, pgettext_lazy("bracket", "Leave as it is")),
            (NEW, pgettext_lazy("bracket", "A new field")),
            *((f"{FIELD}{key}", f"{label} – {key}") for key, label in fields.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """A new field needs a key that is free, and a label."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("target") != NEW:
            for name in ("key", "label", "kind"):
                self.errors.pop(name, None)
            return data
        if not data.get("key") and "key" not in self.errors:
            self.add_error("key", _("Give the new field a key."))
        elif data.get("key") in self.known:
            self.add_error("key", _("The document already has a field with this key: choose it from the list."))
        if not data.get("label"):
            self.add_error("label", _("Say what the reader is asked for."))
        return data

    def description(self) -> list[forms.BoundField]:
        """The inputs that describe a new field."""
        return [self[name] for name in ("key", "label", "kind")]

    @property
    def new_field(self) -> NewField | None:
        """The field that was described, if a new one was chosen. Only for valid forms."""
        data = self.cleaned_data
        if data["target"] != NEW:
            return None
        return NewField(data["key"], data["label"], data["kind"] or FieldKind.TEXT)

    @property
    def chosen_key(self) -> str | None:
        """The key to be put in place, if any. Only for valid forms."""
        target: str = self.cleaned_data["target"]
        if target.startswith(FIELD):
            return target.removeprefix(FIELD)
        return self.cleaned_data["key"] if target == NEW else None


@dataclass
class GroupForm:
    """The choice for all uses of a label, and one for each use where there are several."""

    group: Group
    form: TargetForm
    uses: list[tuple[Use, TargetForm | None]]

    def forms(self) -> Iterator[TargetForm]:
        """The forms that are shown."""
        yield self.form
        yield from (form for _use, form in self.uses if form is not None)

    def keys(self) -> dict[int, str]:
        """The key for each use that gets one, by the use's number."""
        result = {}
        for use, form in self.uses:
            follows = form is None or form.cleaned_data["target"] == SAME
            key = self.form.chosen_key if form is None or follows else form.chosen_key
            if key and not use.bracket.is_split:
                result[use.number] = key
        return result


class MappingForm:
    """All groups of a document. `fields` are the labels of its fields by key."""

    def __init__(self, groups: Iterable[Group], fields: Mapping[str, str], data: Any = None) -> None:
        self.groups: list[GroupForm] = []
        taken = set(fields)
        by_label = {label.casefold(): key for key, label in fields.items()}
        for number, group in enumerate(group for group in groups if group.replaceable):
            plain_key = suggested_key(group.label, set())
            known = by_label.get(group.label.casefold()) or (plain_key if plain_key in fields else None)
            initial = self._initial(group, taken)
            initial["target"] = f"{FIELD}{known}" if known else NEW
            form = TargetForm(data, prefix=f"group-{number}", fields=fields, initial=initial)
            uses: list[tuple[Use, TargetForm | None]] = []
            for use in group.replaceable:
                own = None
                if len(group.replaceable) > 1:
                    own = TargetForm(
                        data,
                        prefix=f"use-{use.number}",
                        fields=fields,
                        with_same=True,
                        initial={**self._initial(group, taken), "target": SAME},
                    )
                uses.append((use, own))
            self.groups.append(GroupForm(group, form, uses))

    @staticmethod
    def _initial(group: Group, taken: set[str]) -> dict[str, str]:
        key = suggested_key(group.label, taken)
        taken.add(key)
        return {"key": key, "label": group.label, "kind": FieldKind.TEXT}

    def is_valid(self) -> bool:
        """Whether every choice is complete and no key was given to two different fields."""
        every = [form for group in self.groups for form in group.forms()]
        # Every form, so that all errors are shown at once.
        valid = [form.is_valid() for form in every]
        if not all(valid):
            return False
        described: dict[str, NewField] = {}
        for form in every:
            new = form.new_field
            if new and described.setdefault(new.key, new) != new:
                form.add_error("key", _("Another new field has this key and a different label or kind."))
        return all(not form.errors for form in every)

    def keys(self) -> dict[int, str]:
        """The key for each use that gets one, by the use's number."""
        return {number: key for group in self.groups for number, key in group.keys().items()}

    def new_fields(self) -> list[NewField]:
        """The fields to be added: those that were described and that a use got."""
        used = set(self.keys().values())
        found: dict[str, NewField] = {}
        for group in self.groups:
            for form in group.forms():
                new = form.new_field
                if new and new.key in used:
                    found.setdefault(new.key, new)
        return list(found.values())

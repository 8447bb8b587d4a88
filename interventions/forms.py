"""Forms of the interventions: what is done and why. Do nothing themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interventions.choices import Outcome, StopReason
from interventions.models import REASON_LENGTH


class AskForm(forms.Form):
    """Asking the secretariat, with a reason."""

    why = forms.CharField(
        label=_("Why"),
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say in a sentence why. Others have to understand it later.")},
    )


class WhyForm(AskForm):
    """Why something is done. `previewed` is the digest of what the person was shown before she agreed."""

    previewed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].help_text = _(
            "For the trail: the sections concerned and the secretariat read it, readers do not."
        )


class StopForm(WhyForm):
    """What readers are told, too."""

    reason = forms.ChoiceField(
        label=_("What readers are told"),
        choices=StopReason.choices,
        widget=forms.RadioSelect,
        help_text=_("They read it as a sentence in the language of the page."),
        error_messages={"required": _("Choose what readers are told.")},
    )

    field_order = ("reason", "why")


class AnswerForm(forms.Form):
    """Answering a request."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=Outcome.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("A few words to whoever asked"),
        required=False,
        max_length=REASON_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

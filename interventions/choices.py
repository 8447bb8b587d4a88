"""Words of the interventions that are stored. Values are data: never renamed, only added to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class StopReason(models.TextChoices):
    """Why an appeal was stopped, as editors choose it; readers get a sentence (see `SENTENCES`)."""

    AIM = "aim", _("Its aim has been reached")
    PEOPLE = "people", _("The people concerned ask for it, or letters could harm them")
    OVERTAKEN = "overtaken", _("Events have overtaken it")
    ERROR = "error", _("It contained an error")
    NONE = "none", _("No reason is given to readers")


#: What readers are told, each in the language of the page.
SENTENCES = {
    StopReason.AIM: _("Its aim has been reached. Thank you to everybody who wrote."),
    StopReason.PEOPLE: _("More letters could harm the people concerned, or they themselves have asked for this."),
    StopReason.OVERTAKEN: _("Events have overtaken what it asks for."),
    StopReason.ERROR: _("It contained an error."),
}


def sentence_for(reason: str) -> str:
    """What readers are told for a stored reason, in the active language; "" where none is given."""
    return str(SENTENCES.get(StopReason(reason), "")) if reason else ""


class RequestKind(models.TextChoices):
    """What a section asks the secretariat to do."""

    STOP = "stop", pgettext_lazy("request", "Stop the appeal in all languages")
    TAKE_DOWN = "take_down", pgettext_lazy("request", "Take the page down in all languages")
    REDACT = "redact", pgettext_lazy("request", "Withhold the name of a person")


class Outcome(models.TextChoices):
    """What became of a request."""

    DONE = "done", pgettext_lazy("request", "Done")
    DECLINED = "declined", pgettext_lazy("request", "Not done")

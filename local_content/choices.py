"""Words of the local content's vocabulary that are stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a section adds to a page. The values are part of stored links."""

    ACTION = "action", _("Local action")
    NOTE = "note", _("Local note")
    CONTACT = "contact", _("Local contact")
    COPIES = "copies", _("Copies of letters to")
    PICTURE = "picture", _("Local picture")


class ActionKind(models.TextChoices):
    """What happens at a local action."""

    DEMONSTRATION = "demonstration", _("Demonstration")
    VIGIL = "vigil", _("Vigil")
    MEETING = "meeting", _("Meeting")
    STALL = "stall", _("Information stall")
    ONLINE = "online", _("Online meeting")
    OTHER = "other", _("Other action")

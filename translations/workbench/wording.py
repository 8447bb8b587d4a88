"""What the translation editor's script says, in the language of the interface. The script knows the keys alone."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def wording() -> dict[str, str]:
    """The words by their keys; places in them are written %(name)s."""
    return {
        "translate": _("Translate"),
        "edit": _("Edit"),
        "translation": _("Translation"),
        "save": _("Save"),
        "next": _("Save and go on"),
        "cancel": _("Cancel"),
        "saving": _("Saving …"),
        "failed": _("This was not saved. Your text still stands here: please try again."),
        "confirm": _("Confirm"),
        "review": _("Somebody else should look at this"),
        "comment": _("Comment for other translators"),
        "comments": _("Comments"),
        "add": pgettext("comment", "Add"),
        "remove": _("Remove"),
        "insert": _("Insert %(text)s"),
        "names": _("Names and terms"),
        "not": pgettext("names", "Never write:"),
        "changed": _("The original has changed"),
        "before": _("Your old translation:"),
        "mend": _("Mend the old translation"),
        "memory": _("Translation memory"),
        "values": _("only numbers, placeholders or names differ"),
        "use": _("Use this text"),
        "findings": _("What the checks have found"),
        "dismiss": pgettext("finding", "Dismiss"),
        "restore": pgettext("finding", "Restore"),
        "reason": _("Why the text is right as it is"),
        "dismissed": _("Dismissed by %(person)s: %(reason)s"),
        "mine": _("Keep my text"),
        "theirs": _("Take the other text"),
        "progress": _("%(done)s of %(all)s strings are done, %(words)s of %(total)s words."),
        "finished": _("Nothing is left to do here."),
    }


def keys() -> list[tuple[str, str]]:
    """The keys of the editor, and what they do."""
    return [
        ("Enter", _("save")),
        ("Ctrl + Enter", _("save, and go on to the next string that is not done; outside of a field, only go on")),
        ("Ctrl + Shift + Enter", _("put in the first suggestion")),
        ("Esc", _("leave the string as it was")),
    ]

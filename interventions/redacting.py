"""Shows less, or more, of a person's name to readers in all languages at once. Changes no sentence: humans mend those.

Pages in which a sentence holds the name can be taken down with it, drafts held back, each in its language, until somebody
has mended it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from wagtail.models import Page, Revision, WorkflowState

from interventions.asking import fulfil
from interventions.choices import RequestKind
from interventions.models import Redaction, TakeDown
from interventions.names_everywhere import NamePlaces, awaited_with, pages_about
from interventions.noting import note, require
from interventions.refusals import Refused
from interventions.signals import name_changed
from interventions.taking_down import HOME, allow_again, take_down, why_not_take_down
from library.choices import PublishLevel
from library.models import CampaignImage, Person
from library.names import shows_less
from sections.roles import Action
from sections.trail import Deed


def next_level(person: Person) -> str:
    """What is most likely wanted: to withhold a name that is shown in full; else nothing new."""
    return PublishLevel.WITHHELD if person.publish_level == PublishLevel.FULL else person.publish_level


@transaction.atomic
def redact(person: Person, level: str, *, by: Any, why: str, pages: Iterable[Page] = ()) -> Redaction:
    """Set what readers see of a name, and take these pages down, each in its own language. All of it or nothing.

    Drafts of other live pages that hold the name lose the day on which, or the approval with which, they were to go live.
    Raises Refused or PermissionDenied.
    """
    require(by, Action.REDACT_PERSON, why)
    current = Person.objects.select_for_update().filter(pk=person.pk).first()
    if current is None:
        raise Refused(gettext("This does not exist any more. Nothing was done."))
    going = [page for page in pages if not why_not_take_down(page, page.locale)]
    before = current.publish_level
    if level == before and not going:
        raise Refused(gettext("Nothing was changed: readers see as much of this name as before."))
    current.publish_level = level
    current.save(update_fields=["publish_level"])
    row = Redaction.objects.create(person=current, before=before, after=level, by=by, why=why)
    row.held.set([take_down(page, by=by, why=why, locale=page.locale) for page in going])
    if level != PublishLevel.FULL:
        _call_off(current, by)
    if level != before:
        deed = Deed.REDACTED if shows_less(level, before) else Deed.NAMED_AGAIN
        note(deed, row, pages_about(current), by=by, why=why, person=current.name)
    if shows_less(level, before):
        fulfil(RequestKind.REDACT, current, by=by)
    name_changed.send(Person, person=current)
    if level != PublishLevel.FULL and current.portrait_id:
        transaction.on_commit(partial(_forget_copies, current.portrait_id))
    return row


def held_pages(person: Person) -> list[Page]:
    """The pages that were taken down for a person's name and are held back since, in the order of the tree."""
    rows = TakeDown.objects.filter(redactions__person=person, lifted_at=None).exclude(locale=None)
    keys = set(rows.values_list("page_key", "locale_id"))
    found = Page.objects.filter(translation_key__in={key for key, _locale in keys}, alias_of=None)
    pages = found.select_related("locale").order_by("path")
    return [page for page in pages if (page.translation_key, page.locale_id) in keys]


def mended(places: NamePlaces) -> list[Page]:
    """Those of the pages held back in which the name does not stand any more."""
    named = {each.page.pk for each in places.pages if each.holds_name}
    return [page for page in held_pages(places.person) if page.pk not in named]


@transaction.atomic
def allow_mended(pages: Iterable[Page], *, by: Any, why: str) -> None:
    """Let pages be published again that were taken down for a name. Raises Refused or PermissionDenied."""
    for page in pages:
        allow_again(page, by=by, why=why, locale=page.locale)


def _call_off(person: Person, by: Any) -> None:
    """Where the page stays. Pages that are not live have been offered to be held back."""
    named = {revision.pk: int(revision.object_id) for revision in awaited_with(person)}
    stay = set(
        Page.objects.filter(Q(live=True) | Q(depth__lte=HOME), pk__in=named.values()).values_list("pk", flat=True)
    )
    ids = [pk for pk, page in named.items() if page in stay]
    Revision.objects.filter(pk__in=ids).update(approved_go_live_at=None)
    for state in WorkflowState.objects.active().filter(current_task_state__revision__in=ids):
        state.cancel(user=by)


def _forget_copies(portrait_id: int) -> None:
    """The sizes in which pages showed a portrait have addresses that may be known; where it is still shown, they are made anew."""
    for portrait in CampaignImage.objects.filter(pk=portrait_id):
        for rendition in portrait.renditions.all():
            rendition.delete()

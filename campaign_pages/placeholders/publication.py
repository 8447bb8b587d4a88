"""Keeps documents with blanks that are no fields from readers. A draft may have them, so that one can go on tomorrow.

Whether a page is validated as a draft is known to the form and to `save_revision`; both say so here.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Revision

from campaign_pages.placeholders.brackets import brackets
from campaign_pages.placeholders.texts import stream_texts
from translations.checks import Knowledge, Segment
from translations.checks import sentence as sentence_of
from translations.checks.compiled import compiled
from translations.checks.texts import Pair
from translations.checks.tokens import Tokens
from translations.originals import original_of
from translations.publication.publishing import translation_of
from translations.tokens import malformed

_NAMED = 10


class DocumentForm(WagtailAdminPageForm):
    """The edit form of a document: as strict about blanks as the button that was pressed."""

    def _post_clean(self) -> None:
        self.instance.is_validated_for_readers = not self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.is_validated_for_readers = None


class RefusesOpenBlanks:
    """Page mixin, placed before Page: refuses to publish while `[square brackets]` or broken placeholders are left.

    A translation that is edited as a page has the placeholders of its original, as one made of strings has.

    The texts are those of the StreamField `content`.
    """

    base_form_class = DocumentForm
    #: None where nobody said: then what is live is for readers.
    is_validated_for_readers: bool | None = None

    def clean(self) -> None:
        """Refuses what is left, naming it; says nothing about drafts."""
        super().clean()  # type: ignore[misc]
        if self.is_for_readers:
            self._refuse_open_blanks()
            self._refuse_other_placeholders_than_the_original()

    @property
    def is_for_readers(self) -> bool:
        """Whether what is validated now is what readers will see."""
        if self.is_validated_for_readers is None:
            return bool(self.live)  # type: ignore[attr-defined]
        return self.is_validated_for_readers

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """As Page.save_revision: what is saved is a draft until it is published."""
        before, self.is_validated_for_readers = self.is_validated_for_readers, False
        try:
            revision: Revision = super().save_revision(*args, **kwargs)  # type: ignore[misc]
        finally:
            self.is_validated_for_readers = before
        return revision

    def _refuse_open_blanks(self) -> None:
        texts = list(stream_texts(self.content, "content"))  # type: ignore[attr-defined]
        open_labels = {found.label: None for text in texts for found in brackets(text.value, is_html=text.is_html)}
        broken = {written: None for text in texts for written in malformed(text.value)}
        refusals = []
        if open_labels:
            sentence = gettext(
                "These square brackets are still in the text: %(texts)s. Make fields of them under “Placeholders”, or take "
                "the brackets away."
            )
            refusals.append(sentence % {"texts": _named([f"[{label}]" for label in open_labels])})
        if broken:
            sentence = gettext("These are not placeholders: %(texts)s. Write them like {{ branch_name }}.")
            refusals.append(sentence % {"texts": _named(list(broken))})
        if refusals:
            raise ValidationError(refusals)

    def _refuse_other_placeholders_than_the_original(self) -> None:
        """Where translated strings make the page, the checks have compared them one by one."""
        page: Any = self
        if page.locale_id is None:
            return
        original: Any = original_of(page).specific
        if original.pk == page.pk or translation_of(page):
            return
        there, here = (
            "\n".join(text.value for text in stream_texts(each.content, "content")) for each in (original, page)
        )
        segment = Segment(there, here, original.locale.language_code, page.locale.language_code)
        if found := list(Tokens().in_pair(Pair.of(segment), compiled(Knowledge()))):
            raise ValidationError([sentence_of(each) for each in found])


def _named(texts: list[str]) -> str:
    return ", ".join([*texts[:_NAMED], "…"] if len(texts) > _NAMED else texts)

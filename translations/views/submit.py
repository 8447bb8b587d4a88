"""Beginning a translation, and taking a changed original over into its translations, in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView, SubmitTranslationForm
from wagtail_localize.views.update_translations import UpdateTranslationsView

from sections.pages import may_with_page
from sections.roles import Action
from translations.findings.computing import findings_of
from translations.freshness.carrying import extract
from translations.guard.rights import (
    MayNotStart,
    locales_to_start,
    may_in,
    may_read,
    may_submit_tree,
    may_take_over,
)
from translations.memory.prefill import fill_from_memory
from translations.originals import NotTheOriginal, NotTranslated, require_original
from translations.publication.publishing import IncompleteTranslation, InvalidTranslation, publish
from translations.submission import submit, submit_in_background
from translations.views.jobs import URL_NAME as JOB_URL_NAME


class SubmitForm(SubmitTranslationForm):
    """Offers the languages into which the person may begin translations, and the pages below when she may read all."""

    def __init__(self, instance: Page, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(instance, *args, **kwargs)
        offered = self.fields["locales"].queryset.filter(pk__in=locales_to_start(user))
        self.fields["locales"].queryset = offered
        if len(offered) < 2:
            self.fields["select_all"].widget = forms.HiddenInput()
        if not may_submit_tree(user, instance):
            self.fields["include_subtree"].widget = forms.HiddenInput()
            self.fields["include_subtree"].disabled = True


class SubmitPage(SubmitPageTranslationView):
    """Begins translations of an original; a page that is a translation is refused with a sentence."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Send the editor to the original, if this is not it."""
        page = self.get_object()
        if not request.user.has_perm("wagtail_localize.submit_translation") or not may_read(request.user, page):
            raise PermissionDenied
        try:
            require_original(page)
        except NotTheOriginal as refused:
            messages.error(request, str(refused))
            return redirect("wagtailadmin_pages:edit", refused.original.pk)
        except NotTranslated as refused:
            messages.error(request, str(refused))
            return redirect("wagtailadmin_pages:edit", page.pk)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form(self) -> SubmitForm:
        """Our form, with the language of the link ticked."""
        if self.request.method == "POST":
            return SubmitForm(self.object, self.request.user, self.request.POST)
        chosen = Locale.objects.filter(language_code=self.request.GET.get("select_locale", ""))
        return SubmitForm(self.object, self.request.user, initial={"locales": list(chosen)})

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, unless there is nothing to choose."""
        if not self.get_form().fields["locales"].queryset:
            messages.warning(request, _("There is no further language into which you may translate this page."))
            return redirect(self.get_success_url() or self.get_default_success_url())
        response: HttpResponse = super().get(request, *args, **kwargs)
        return response

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Begin the translations as drafts: one page in one language at once, everything else in the background."""
        locales = list(form.cleaned_data["locales"])
        include_subtree = form.cleaned_data["include_subtree"]
        try:
            if len(locales) > 1 or include_subtree:
                job = submit_in_background(self.object, locales, self.request.user, include_subtree=include_subtree)
                return redirect(JOB_URL_NAME, job.pk)
            translations = submit(self.object, locales, self.request.user)
        except MayNotStart as refused:
            messages.error(self.request, str(refused))
            return redirect(self.get_success_url() or self.get_default_success_url())
        if translations:
            self.components.save(self.object, sources_and_translations={translations[0].source: translations})
        names = ", ".join(locale.get_display_name() for locale in locales)
        text = _("Translation of “%(title)s” has begun: %(languages)s. Readers see it when it is published.")
        messages.success(self.request, text % {"title": self.object.get_admin_display_title(), "languages": names})
        single = translations[0].get_target_instance() if len(translations) == 1 else None
        return redirect(self.get_success_url() or self.get_default_success_url(single))


class UpdateForm(forms.Form):
    """What to do beyond taking over the original's strings."""

    publish_translations = forms.BooleanField(
        label=gettext_lazy("Publish complete translations"),
        help_text=gettext_lazy(
            "Languages in which every string is translated are published at once. The others stay as they are for readers."
        ),
        required=False,
    )


class UpdateTranslations(UpdateTranslationsView):
    """Takes over the published original. Publishes only what is complete, and only where the user may publish."""

    template_name = "translations/update.html"
    title = gettext_lazy("Take over the original")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may read the original and work in its language or in one of its translations."""
        source = self.get_object()
        page = source.get_source_instance()
        codes = list(source.translations.filter(enabled=True).values_list("target_locale__language_code", flat=True))
        codes.append(source.locale.language_code)
        if not isinstance(page, Page) or not may_read(request.user, page) or not may_take_over(request.user, codes):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Leaves out the titles of drafts that the person may not read."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["translations"] = [
            entry
            for entry in context["translations"]
            if may_in(self.request.user, Action.READ_DRAFT, entry["locale"].language_code)
        ]
        return context

    def get_form(self) -> UpdateForm:
        """Our form: wagtail-localize's own publishes with strings missing."""
        return UpdateForm(self.request.POST) if self.request.method == "POST" else UpdateForm()

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Extract the strings again and, if asked, publish complete translations."""
        extract(self.object)
        translations = list(self.object.translations.filter(enabled=True).select_related("source", "target_locale"))
        self.components.save(self.object, sources_and_translations={self.object: translations})
        for translation in translations:
            fill_from_memory(translation)
        text = _("The strings of “%(title)s” are up to date in all its translations.")
        messages.success(self.request, text % {"title": self.object.object_repr})
        if form.cleaned_data["publish_translations"]:
            self._publish(translations)
        return redirect(self.get_success_url() or self.get_default_success_url())

    def _publish(self, translations: list[Translation]) -> None:
        published, left, warned = [], [], []
        for translation in translations:
            page = translation.get_target_instance()
            name = translation.target_locale.get_display_name()
            if not (isinstance(page, Page) and self._may_publish(page)):
                left.append(name)
            elif findings_of(translation).warnings_digest:
                warned.append(name)
            else:
                try:
                    publish(translation, user=self.request.user)
                    published.append(name)
                except (IncompleteTranslation, InvalidTranslation):
                    left.append(name)
        if published:
            messages.success(self.request, _("Published in %(languages)s.") % {"languages": ", ".join(published)})
        if left:
            text = _(
                "Not published in %(languages)s: strings are missing or have errors, or you may not publish there."
            )
            messages.warning(self.request, text % {"languages": ", ".join(left)})
        if warned:
            text = _(
                "Not published in %(languages)s: the checks warn of something. Open the translation to look at it."
            )
            messages.warning(self.request, text % {"languages": ", ".join(warned)})

    def _may_publish(self, page: Page) -> bool:
        permissions = page.permissions_for_user(self.request.user)
        return bool(
            may_with_page(self.request.user, Action.PUBLISH_PAGE, page)
            and permissions.can_publish()
            and not permissions.page_locked()
        )

"""The screen on which two people or two terms become one: choose both, look at what would happen, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from library.models import Person
from translations.glossary.merging.doing import MergeOutdatedError, merge
from translations.glossary.merging.planning import MergePlan, Record, plan_merge
from translations.glossary.rights import may_merge
from translations.models import Term


def _choices() -> list[tuple[Any, Any]]:
    people = Person.objects.order_by("name").values_list("pk", "name")
    terms = Term.objects.order_by("name").values_list("pk", "name")
    return [
        ("", "—"),
        (_("People"), [(f"person:{pk}", name) for pk, name in people]),
        (_("Terms"), [(f"term:{pk}", name) for pk, name in terms]),
    ]


def record_of(key: str) -> Record | None:
    """The person or term that a key names."""
    kind, _sep, number = key.partition(":")
    model: Any = {"person": Person, "term": Term}.get(kind)
    return model._default_manager.filter(pk=int(number)).first() if model and number.isdecimal() else None


class ChooseForm(forms.Form):
    """Which of two stays, and which becomes part of it."""

    stays = forms.ChoiceField(label=gettext_lazy("This one stays"), choices=_choices)
    goes = forms.ChoiceField(label=gettext_lazy("This one becomes part of it"), choices=_choices)

    def clean_stays(self) -> Record:
        return self._record("stays")

    def clean_goes(self) -> Record:
        return self._record("goes")

    def _record(self, name: str) -> Record:
        record = record_of(self.cleaned_data[name])
        if record is None:
            raise forms.ValidationError(_("This does not exist any more. Nothing was done."))
        return record


class MergeView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows what would happen to the two that were chosen, POST does it unless something has changed since."""

    template_name = "translations/glossary/merge.html"
    page_title = gettext_lazy("Merge two that are the same")
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_merge(request.user):
            messages.error(
                request, _("Only the secretariat merges people and terms, because one of the two is deleted.")
            )
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChooseForm(request.GET if "goes" in request.GET else None, initial=request.GET.dict())
        plan = plan_merge(form.cleaned_data["stays"], form.cleaned_data["goes"]) if form.is_valid() else None
        return self.answer(form, plan)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ChooseForm(request.POST)
        if not form.is_valid():
            return self.answer(form, None)
        stays, goes = form.cleaned_data["stays"], form.cleaned_data["goes"]
        try:
            merge(stays, goes, request.POST.get("digest", ""), request.user)
        except MergeOutdatedError as outdated:
            if not outdated.plan.refusal:
                messages.warning(
                    request,
                    _("Something has changed since you looked. Nothing was done: please look again and confirm."),
                )
            return self.answer(form, outdated.plan)
        done = _("“%(goes)s” has become part of “%(stays)s”.") % {"goes": goes.name, "stays": stays.name}
        messages.success(request, done)
        return HttpResponseRedirect(reverse("names:index"))

    def answer(self, form: ChooseForm, plan: MergePlan | None) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = {"url": reverse("names:index"), "label": gettext_lazy("Names and terms")}
        return [*super().get_breadcrumbs_items(), listing, {"url": "", "label": self.page_title}]

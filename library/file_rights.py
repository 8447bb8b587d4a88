"""Whose pictures and documents somebody may delete, asked of the policy. Wagtail lets everybody delete what she may change."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail.documents import get_document_model
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as document_uploads
from wagtail.images import get_image_model
from wagtail.images.views import images
from wagtail.images.views import multiple as image_uploads
from wagtail.models import Collection

from sections.actors import actor_of
from sections.models import NationalSection
from sections.policy import Target, may
from sections.roles import Action


def may_delete_file(user: Any, collection: Collection) -> bool:
    """Whether somebody may delete what is in a collection: one in or below that of her section."""
    above = collection.get_ancestors(inclusive=True)
    section = NationalSection.objects.filter(collection__in=above).values_list("pk", flat=True).first()
    return may(actor_of(user), Action.DELETE_FILE, Target(section=section))


def require_delete(user: Any, files: Iterable[Any]) -> None:
    """Raises PermissionDenied when one of the pictures and documents is out of reach."""
    for file in files:
        if not may_delete_file(user, file.collection):
            raise PermissionDenied


def _guarded(model: type[models.Model], view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A view that deletes the one object whose id is in its address."""

    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponseBase:
        (pk,) = kwargs.values()
        require_delete(request.user, [get_object_or_404(model, pk=pk)])
        return view(request, **kwargs)

    return guarded


def delete_addresses() -> list[URLPattern]:
    """Wagtail's addresses that delete a picture or document."""
    image, document = get_image_model(), get_document_model()
    many_images, many_documents = image_uploads.DeleteView, document_uploads.DeleteView
    return [
        path("images/<int:image_id>/delete/", _guarded(image, images.DeleteView.as_view())),
        path("images/multiple/<int:image_id>/delete/", _guarded(image, many_images.as_view())),
        path("documents/delete/<int:document_id>/", _guarded(document, documents.DeleteView.as_view())),
        path("documents/multiple/<int:doc_id>/delete/", _guarded(document, many_documents.as_view())),
    ]

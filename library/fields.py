"""Fields for pictures that look at the head of a file before anything decodes it. They clean nothing: models do."""

from __future__ import annotations

from typing import Any

from django import forms
from wagtail.images.fields import WagtailImageField as WagtailImageFormField
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from library.pictures import NOT_A_PICTURE, check_head, size_in_head


class PictureFieldFile(WagtailImageFieldFile):
    """Knows its size from its head. Wagtail's own decodes the whole file, however large it may become."""

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        was_closed = self.closed
        self.open()
        try:
            return size_in_head(self)
        finally:
            if was_closed:
                self.close()
            else:
                self.seek(0)


class PictureField(WagtailImageField):
    """The file of a picture. A file that is no picture has no size; the model refuses it when it is saved."""

    attr_class = PictureFieldFile


class PictureUploadField(WagtailImageFormField):
    """An upload: refused by its size, its content or its name with one sentence, and not decoded here."""

    default_validators: list[Any] = []

    def to_python(self, data: Any) -> Any:
        file = forms.FileField.to_python(self, data)
        if file is not None:
            check_head(file, file.name or "")
            file.seek(0)
        return file

    @classmethod
    def in_place_of(cls, field: Any) -> PictureUploadField:
        """The same field on the same form, with our checks in place of Wagtail's."""
        own = cls(label=field.label, required=field.required, widget=field.widget, help_text=field.help_text)
        own.error_messages["invalid_image"] = NOT_A_PICTURE
        return own

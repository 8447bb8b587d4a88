"""wagtail-localize's addresses, found before its own; its names keep leading here. A test compares both lists."""

from __future__ import annotations

from django.urls import URLPattern, path

from translations.guard import localize
from translations.views import editor, export, import_file, machine, report, submit

PATTERNS: list[URLPattern] = [
    path("submit/page/<int:page_id>/", submit.SubmitPage.as_view()),
    path("submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", localize.refuse_record),
    path("update/<int:translation_source_id>/", submit.UpdateTranslations.as_view()),
    path("translate/<int:translation_id>/strings/<int:string_segment_id>/edit/", localize.edit_string),
    path("translate/<int:translation_id>/overrides/<int:overridable_segment_id>/edit/", localize.edit_override),
    path("translate/<int:translation_id>/pofile/download/", export.download_po),
    path("translate/<int:translation_id>/pofile/upload/", import_file.upload),
    path("translate/<int:translation_id>/machine_translate/", machine.machine_translate),
    path("translate/<int:translation_id>/preview/", editor.preview),
    path("translate/<int:translation_id>/preview/<str:mode>/", editor.preview),
    path("translate/<int:translation_id>/disable/", editor.refuse_stop),
    path("page/<int:page_id>/convert_to_alias/", editor.refuse_alias),
    path("reports/translations/", report.TranslationsReport.as_view()),
    path("reports/translations/results/", report.TranslationsReport.as_view(results_only=True)),
    path("api/snippets/<slug:app_label>/<slug:model_name>/", localize.Records.as_view({"get": "list"})),
    path("api/snippets/<slug:app_label>/<slug:model_name>/<str:pk>/", localize.Records.as_view({"get": "retrieve"})),
]

#: Addresses of wagtail-localize that stay as they are, with the reason.
SAFE: dict[str, str] = {
    "jsi18n/": "the words of its own buttons, the same for everybody; reads no table and takes no input",
}

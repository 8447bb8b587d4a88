"""Who approves what: one of Wagtail's workflows for each language, one for each section's own pages. Sends nothing.

The task belongs to the group of the lead: of the section that leads the language, of the section itself on its own
pages. A language that no section leads falls to the secretariat.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask

from sections.choices import Role, SectionState, Standing
from sections.models import ManagedGroup, NationalSection, SectionLocale


def sync_workflows(own_pages: dict[NationalSection, list[int]]) -> list[str]:
    """Make the workflow of every language and of every section's own pages, by their ids; what was changed."""
    changes = []
    homes: dict[int, list[int]] = {}
    for page_id, locale_id in Page.objects.filter(depth=2).order_by("pk").values_list("pk", "locale_id"):
        homes.setdefault(locale_id, []).append(page_id)
    leads = _leading_groups()
    for locale in Locale.objects.order_by("language_code"):
        if locale.pk in homes:
            changes += _sync(f"Approval: {locale.language_code}", leads.get(locale.pk), homes[locale.pk])
    for section, pages in own_pages.items():
        group = _group(Role.LEAD, section) if section.is_active else None
        changes += _sync(f"Approval: {section.slug}", group, pages)
    return changes


def _leading_groups() -> dict[int, Group]:
    rows = SectionLocale.objects.filter(standing=Standing.LEAD, section__state=SectionState.ACTIVE)
    return {row.locale_id: group for row in rows.select_related("section") if (group := _group(Role.LEAD, row.section))}


def _group(role: Role, section: NationalSection | None) -> Group | None:
    managed = ManagedGroup.objects.filter(role=role, section=section).select_related("group").first()
    return managed.group if managed else None


def _sync(name: str, lead: Group | None, pages: Iterable[int]) -> list[str]:
    group = lead or _group(Role.SECRETARIAT, None)
    changes = []
    task, made = GroupApprovalTask.objects.get_or_create(name=name)
    workflow, _made = Workflow.objects.get_or_create(name=name)
    if made:
        WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
        changes.append(f"made the workflow {name}")
    wanted = {group} if group else set()
    if set(task.groups.all()) != wanted:
        task.groups.set(wanted)
        changes.append(f"set who approves in the workflow {name}")
    for page_id in pages:
        _row, assigned = WorkflowPage.objects.update_or_create(page_id=page_id, defaults={"workflow": workflow})
        if assigned:
            changes.append(f"gave the workflow {name} to page {page_id}")
    return changes


def workflow_of(section: NationalSection) -> Workflow | None:
    """The workflow of what belongs to a section alone: its lead approves."""
    return Workflow.objects.filter(name=f"Approval: {section.slug}", active=True).first()

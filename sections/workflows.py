"""Who approves what: one of Wagtail's workflows for each language, one for each section's own pages. Sends nothing.

The task belongs to the group of the lead: of the section that leads the language, of the section itself on its own
pages. A language that no section leads, or one whose section has no lead at present, falls to the secretariat.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q
from wagtail.models import GroupApprovalTask, Locale, Page, Workflow, WorkflowPage, WorkflowTask

from sections.choices import Role, SectionState, Standing
from sections.models import ManagedGroup, NationalSection, SectionLocale, User


def sync_workflows(own_pages: dict[NationalSection, list[int]]) -> list[str]:
    """Make the workflow of every language and of every section's own pages, by their ids; what was changed."""
    present = _Present()
    homes: dict[int, list[int]] = {}
    for page_id, locale_id in Page.objects.filter(depth=2).order_by("pk").values_list("pk", "locale_id"):
        homes.setdefault(locale_id, []).append(page_id)
    leads = {
        row.locale_id: row.section_id
        for row in SectionLocale.objects.filter(standing=Standing.LEAD, section__state=SectionState.ACTIVE)
    }
    changes = []
    for locale in Locale.objects.order_by("language_code"):
        if locale.pk in homes:
            lead = present.lead(leads.get(locale.pk))
            changes += present.sync(f"Approval: {locale.language_code}", lead, homes[locale.pk])
    for section, pages in own_pages.items():
        lead = present.lead(section.pk if section.is_active else None)
        changes += present.sync(f"Approval: {section.slug}", lead, pages)
    return changes


class _Present:
    """Workflows as they are, read at once, and made what they should be one by one."""

    def __init__(self) -> None:
        tasks = GroupApprovalTask.objects.filter(name__startswith="Approval: ").prefetch_related("groups")
        self.tasks = {task.name: task for task in tasks}
        self.workflows = {row.name: row for row in Workflow.objects.filter(name__startswith="Approval: ")}
        self.pages = dict(WorkflowPage.objects.values_list("page_id", "workflow_id"))
        somebody = Exists(User.objects.filter(groups=OuterRef("group"), is_active=True))
        managed = ManagedGroup.objects.filter(Q(role=Role.LEAD) & somebody | Q(role=Role.SECRETARIAT))
        managed = managed.select_related("group")
        self.groups: dict[int | None, Group] = {row.section_id: row.group for row in managed}

    def lead(self, section_id: int | None) -> Group | None:
        """The group that approves for a section; the secretariat's where there is none."""
        return self.groups.get(section_id) or self.groups.get(None)

    def sync(self, name: str, group: Group | None, pages: Iterable[int]) -> list[str]:
        """One workflow with its one task, who approves in it, and the pages that it is for."""
        changes = []
        task, workflow = self.tasks.get(name), self.workflows.get(name)
        if task is None or workflow is None:
            task = task or GroupApprovalTask.objects.create(name=name)
            workflow = workflow or Workflow.objects.create(name=name)
            WorkflowTask.objects.get_or_create(workflow=workflow, task=task)
            changes.append(f"made the workflow {name}")
        wanted = {group} if group else set()
        if set(task.groups.all()) != wanted:
            task.groups.set(wanted)
            changes.append(f"set who approves in the workflow {name}")
        for page_id in pages:
            if self.pages.get(page_id) != workflow.pk:
                changes.append(f"gave the workflow {name} to page {page_id}")
                WorkflowPage.objects.update_or_create(page_id=page_id, defaults={"workflow": workflow})
        return changes


def workflow_of(section: NationalSection) -> Workflow | None:
    """The workflow of what belongs to a section alone: its lead approves."""
    return Workflow.objects.filter(name=f"Approval: {section.slug}", active=True).first()

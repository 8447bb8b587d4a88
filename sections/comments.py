"""Tells people what was said beside a page that they follow or have commented on themselves. Stores no comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from wagtail.models import Comment, Page

from sections.mails import tell
from sections.models import User
from sections.notifiers import address_of, name_of
from sections.pages import may_with_page
from sections.roles import Action


@dataclass(frozen=True)
class Said:
    """One thing that was said or settled, in the thread of a comment."""

    comment: int
    text: str
    is_resolved: bool = False


def said_in(changes: dict[str, Any]) -> list[Said]:
    """What is news to others, of what Wagtail's editor found to have changed."""
    return [
        *(Said(comment.pk, comment.text) for comment in changes["new_comments"]),
        *(Said(comment.pk, reply.text) for comment, replies in changes["new_replies"] for reply in replies),
        *(Said(comment.pk, comment.text, is_resolved=True) for comment in changes["resolved_comments"]),
    ]


def tell_about_comments(page: Page, author: User, changes: dict[str, Any]) -> None:
    """To those who follow the page everything; to those who take part in a thread what was said in it."""
    said = said_in(changes)
    if not said:
        return
    threads: dict[User, set[int]] = {}
    follow = Q(page_subscriptions__page=page, page_subscriptions__comment_notifications=True)
    for user in User.objects.filter(follow).distinct():
        threads[user] = {each.comment for each in said}
    for comment in Comment.objects.filter(pk__in={each.comment for each in said}).prefetch_related("replies__user"):
        for user in [comment.user, *(reply.user for reply in comment.replies.all())]:
            threads.setdefault(user, set()).add(comment.pk)
    for user, known in threads.items():
        if user != author and _wants_comments(user) and may_with_page(user, Action.READ_DRAFT, page):
            news = [each for each in said if each.comment in known]
            tell(
                "comments",
                [user],
                page=page,
                name=name_of(page),
                said=news,
                person=author,
                address=address_of(page, user),
            )


def _wants_comments(user: User) -> bool:
    profile = getattr(user, "wagtail_userprofile", None)
    return profile is None or bool(profile.updated_comments_notifications)

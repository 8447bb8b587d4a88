"""What the records add to a page when it is read: one class per page type, a fixed number of queries each.

Language is the page's own. Nothing here writes, and nothing reads the active language.
"""

from campaign_pages.reading.appeals import AppealReading
from campaign_pages.reading.documents import DocumentReading
from campaign_pages.reading.people import ProfileReading
from campaign_pages.reading.steps import shows_video
from campaign_pages.reading.updates import UpdateReading

__all__ = ["AppealReading", "DocumentReading", "ProfileReading", "UpdateReading", "shows_video"]

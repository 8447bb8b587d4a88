"""What other apps may want to know at once. Sent inside the transaction of the deed."""

from django.dispatch import Signal

#: Documents were withdrawn with a stopped page, or may be used again. `page_ids`: list of ids; `withdrawn`: bool.
documents_withdrawn = Signal()
#: Readers see less, or more, of the name of `person` (a library.Person).
name_changed = Signal()

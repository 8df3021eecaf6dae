"""The desk's pages, one file each: its query, the record it shows, how that is made, and what can be done on it."""

from tocsin.desk.declared import Action, Download, Page
from tocsin.desk.pages import today

PAGES: tuple[Page, ...] = (*today.PAGES,)
ACTIONS: tuple[Action, ...] = (*today.ACTIONS,)
DOWNLOADS: tuple[Download, ...] = ()

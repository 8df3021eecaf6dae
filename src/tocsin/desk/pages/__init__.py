"""The desk's pages, one file each: its query, the record it shows, how that is made, and what can be done on it."""

from tocsin.desk.declared import Action, Download, Page
from tocsin.desk.pages import alerts, handover, quarantine, requests, shift, sources, today, versions

PAGES: tuple[Page, ...] = (
    *today.PAGES,
    *alerts.PAGES,
    *sources.PAGES,
    *quarantine.PAGES,
    *versions.PAGES,
    *requests.PAGES,
    *shift.PAGES,
    *handover.PAGES,
)
ACTIONS: tuple[Action, ...] = (
    *today.ACTIONS,
    *alerts.ACTIONS,
    *sources.ACTIONS,
    *quarantine.ACTIONS,
    *versions.ACTIONS,
    *requests.ACTIONS,
    *shift.ACTIONS,
)
DOWNLOADS: tuple[Download, ...] = ()

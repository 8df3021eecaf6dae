"""The desk's pages, one file each: its query, the record it shows, how that is made, and what can be done on it."""

from tocsin.desk.declared import Action, Download, Page
from tocsin.desk.pages import (
    alerts,
    claims,
    handover,
    indicators,
    lines,
    origin,
    origins,
    quarantine,
    report,
    requests,
    shift,
    sources,
    statement,
    statements,
    today,
    versions,
)

PAGES: tuple[Page, ...] = (
    *today.PAGES,
    *alerts.PAGES,
    *sources.PAGES,
    *quarantine.PAGES,
    *versions.PAGES,
    *requests.PAGES,
    *shift.PAGES,
    *handover.PAGES,
    *statements.PAGES,
    *statement.PAGES,
    *report.PAGES,
    *origins.PAGES,
    *origin.PAGES,
    *claims.PAGES,
    *lines.PAGES,
    *indicators.PAGES,
)
ACTIONS: tuple[Action, ...] = (
    *today.ACTIONS,
    *alerts.ACTIONS,
    *sources.ACTIONS,
    *quarantine.ACTIONS,
    *versions.ACTIONS,
    *requests.ACTIONS,
    *shift.ACTIONS,
    *statements.ACTIONS,
    *origin.ACTIONS,
    *claims.ACTIONS,
    *lines.ACTIONS,
    *indicators.ACTIONS,
)
DOWNLOADS: tuple[Download, ...] = ()

"""The desk's pages, one file each: its query, the record it shows, how that is made, and what can be done on it."""

from tocsin.desk.declared import Action, Download, Page
from tocsin.desk.pages import (
    alerts,
    brief,
    claims,
    course,
    difference,
    handover,
    hypotheses,
    indicators,
    judgements,
    lines,
    log,
    map,
    margin,
    origin,
    origins,
    problem,
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

EVERY = (
    today,
    hypotheses,
    difference,
    course,
    brief,
    judgements,
    problem,
    alerts,
    map,
    margin,
    log,
    sources,
    quarantine,
    versions,
    requests,
    shift,
    handover,
    statements,
    statement,
    report,
    origins,
    origin,
    claims,
    lines,
    indicators,
)
"""one line a page, so that two people who add one do not meet"""
PAGES: tuple[Page, ...] = tuple(page for one in EVERY for page in getattr(one, "PAGES", ()))
ACTIONS: tuple[Action, ...] = tuple(action for one in EVERY for action in getattr(one, "ACTIONS", ()))
DOWNLOADS: tuple[Download, ...] = tuple(file for one in EVERY for file in getattr(one, "DOWNLOADS", ()))

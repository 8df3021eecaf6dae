"""Alerts of a workspace: triggers looked at, messages queued and sent, what persons decide about them. The ledger is written here."""

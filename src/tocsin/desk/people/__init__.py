"""Who may use the desk: accounts, sessions, roles, tokens, sign-in elsewhere, and what is written down of it."""

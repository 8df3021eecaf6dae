"""Archives too large for one ledger: bytes to statements, origins and links, over all cores or machines, in parts that survive a restart.

`plan` declares the pipeline once; `operators` hold what it does, Arrow in and Arrow out, with no engine in them; `runners` carry it out;
`parts` keep what is done; `driving` goes through the plan. Design: docs/design/0057-engines.md.
"""

"""The pipeline and its runners: the only caller of ledger writes."""

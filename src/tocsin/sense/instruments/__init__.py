"""One module an instrument, each with a pure `parse`; `registry` finds the one for some bytes, `polling` asks configured addresses."""

"""Documents of dangerous formats are parsed in child processes that can be killed: one that hangs, swells or crashes costs itself alone."""

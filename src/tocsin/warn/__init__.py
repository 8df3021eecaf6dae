"""An assessment becomes a warning that a tired person gets in two minutes."""

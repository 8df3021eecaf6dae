"""What changed at a place between acquisitions, at a false-alarm rate that was measured."""

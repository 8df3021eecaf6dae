"""Origins and coverage become an assessment: how likely, what moved it, what we cannot see."""

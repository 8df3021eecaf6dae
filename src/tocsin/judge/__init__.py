"""Origins and coverage become an assessment: how likely, what moved it, what we cannot see."""

from tocsin.judge.evidence import Evidence, observe
from tocsin.judge.judgement import assess

__all__ = ["Evidence", "assess", "observe"]

"""What everything is made of: frozen records, no input or output."""

from tocsin.model.assumed import Assumption, Sensitivity
from tocsin.model.audited import Audited
from tocsin.model.base import SCHEMA_VERSION, TLP_ORDER, Kept, Record, Span, Time, Tlp, digest, from_json, rounded, to_json, utc
from tocsin.model.briefs import BriefArticle, BriefDrawing
from tocsin.model.conditions import Condition, Happening
from tocsin.model.delivery import Acknowledgement, Delivery, Release, Standing
from tocsin.model.endpoint import Endpoint
from tocsin.model.following import Followed
from tocsin.model.forecasts import MachineForecast, Outcome, PersonJudgement
from tocsin.model.judgements import (
    Assessment,
    BlindSpot,
    Confidence,
    DayJudgement,
    Dissent,
    Frequency,
    HypothesisJudgement,
    IndicatorJudgement,
    Influence,
    Part,
    Probability,
    ProcessCourse,
    ProcessJudgement,
    Reason,
    Reasons,
    StateJudgement,
    ThirdPartyJudgement,
)
from tocsin.model.lines import Crossed
from tocsin.model.networks import Circle, Relay, Storm, SuspectedHand
from tocsin.model.observations import Coverage, Look, Observation, Place
from tocsin.model.orbits import Elements
from tocsin.model.origins import Drift, Grade, Hand, Link, Origin, Reliability, Ruling, Upstream
from tocsin.model.publishing import Published
from tocsin.model.quoting import QuoteCheck, QuoteFinding
from tocsin.model.reports import RawDoc, Refusal, Report, report_id
from tocsin.model.requests import Request, RequestStep
from tocsin.model.rulings import Corrected, StatementRuling
from tocsin.model.shifts import ShiftEntry
from tocsin.model.stamps import Held, Stamp, Stamping
from tocsin.model.statements import Clock, Estimate, Name, Reading, RedLine, SecondReading, Speaker, Statement
from tocsin.model.versions import Version
from tocsin.model.warning import Alert, Brief, BriefSentence, Cause, Reference

AnyKept = (
    RawDoc
    | Report
    | Refusal
    | Statement
    | Reading
    | Origin
    | Ruling
    | StatementRuling
    | Followed
    | Observation
    | Coverage
    | Look
    | Elements
    | Condition
    | Happening
    | Assessment
    | Dissent
    | PersonJudgement
    | MachineForecast
    | Outcome
    | Brief
    | Alert
    | Acknowledgement
    | Release
    | Delivery
    | Standing
    | Version
    | Crossed
    | Stamp
    | Audited
    | Published
    | Request
    | RequestStep
    | ShiftEntry
)
"""Every record that the ledger keeps by itself; its JSON carries `record`, the kind."""

__all__ = [
    "SCHEMA_VERSION",
    "TLP_ORDER",
    "Acknowledgement",
    "Alert",
    "AnyKept",
    "Assessment",
    "Assumption",
    "Audited",
    "BlindSpot",
    "Brief",
    "BriefArticle",
    "BriefDrawing",
    "BriefSentence",
    "Cause",
    "Circle",
    "Clock",
    "Condition",
    "Confidence",
    "Corrected",
    "Coverage",
    "Crossed",
    "DayJudgement",
    "Delivery",
    "Dissent",
    "Drift",
    "Elements",
    "Endpoint",
    "Estimate",
    "Followed",
    "Frequency",
    "Grade",
    "Hand",
    "Happening",
    "Held",
    "HypothesisJudgement",
    "IndicatorJudgement",
    "Influence",
    "Kept",
    "Link",
    "Look",
    "MachineForecast",
    "Name",
    "Observation",
    "Origin",
    "Outcome",
    "Part",
    "PersonJudgement",
    "Place",
    "Probability",
    "ProcessCourse",
    "ProcessJudgement",
    "Published",
    "QuoteCheck",
    "QuoteFinding",
    "RawDoc",
    "Reading",
    "Reason",
    "Reasons",
    "Record",
    "RedLine",
    "Reference",
    "Refusal",
    "Relay",
    "Release",
    "Reliability",
    "Report",
    "Request",
    "RequestStep",
    "Ruling",
    "SecondReading",
    "Sensitivity",
    "ShiftEntry",
    "Span",
    "Speaker",
    "Stamp",
    "Stamping",
    "Standing",
    "StateJudgement",
    "Statement",
    "StatementRuling",
    "Storm",
    "SuspectedHand",
    "ThirdPartyJudgement",
    "Time",
    "Tlp",
    "Upstream",
    "Version",
    "digest",
    "from_json",
    "report_id",
    "rounded",
    "to_json",
    "utc",
]

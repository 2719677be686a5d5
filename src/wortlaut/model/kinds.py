"""The closed sets of the record: types, media, acts, events, links."""

from __future__ import annotations

import enum


class StatementType(enum.Enum):
    """The five types of quotation of the German Wikinews set (Petersen-Frey & Biemann 2024)."""

    DIRECT = "Direct"
    INDIRECT = "Indirect"
    REPORTED = "Reported"
    FREE_INDIRECT = "FreeIndirect"
    INDIRECT_FREE_INDIRECT = "IndirectFreeIndirect"


class TimexType(enum.Enum):
    """The four types of TIMEX3: a day or longer, a time of day, a length of time, something that recurs."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Medium(enum.Enum):
    """How something was expressed: said, written, thought, or one of two that cannot be told apart."""

    SPEECH = "Speech"
    WRITING = "Writing"
    THOUGHT = "Thought"
    SPEECH_OR_WRITING = "SW"
    SPEECH_OR_THOUGHT = "ST"
    THOUGHT_OR_WRITING = "TW"
    NONE = "none"


class Act(enum.Enum):
    """What is done by saying something, by its function (RECORD: assertive, commissive, directive, expressive)."""

    ASSERT = "assert"
    CONFIRM = "confirm"
    DENY = "deny"
    CONCEDE = "concede"
    ANNOUNCE = "announce"
    EXPECT = "expect"
    JUSTIFY = "justify"
    PROMISE = "promise"
    OFFER = "offer"
    THREATEN = "threaten"
    AGREE = "agree"
    REJECT = "reject"
    DEMAND = "demand"
    ASK = "ask"
    PROPOSE = "propose"
    WARN = "warn"
    ACCUSE = "accuse"
    CRITICISE = "criticise"
    PRAISE = "praise"
    SUPPORT = "support"
    THANK = "thank"
    HOPE = "hope"
    FEAR = "fear"
    REGRET = "regret"


class Polarity(enum.Enum):
    """Whether what is said is that something is so, or that it is not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(enum.Enum):
    """What the wording marks: a fact, or what may be, must be, would be under a condition, or is wished."""

    ACTUAL = "actual"
    POSSIBLE = "possible"
    NECESSARY = "necessary"
    CONDITIONAL = "conditional"
    WISHED = "wished"


class EventType(enum.Enum):
    """The sixteen types of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class EventStatus(enum.Enum):
    """How an event stands in the report: as a fact, on somebody's word only, or still ahead."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    REPORTED = "reported"
    PROMISED = "promised"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DENIED = "denied"


class AgendaKind(enum.Enum):
    """How something came to be due."""

    PROMISED = "promised"
    ANNOUNCED = "announced"
    DEMANDED = "demanded"
    SCHEDULED = "scheduled"


class LinkKind(enum.Enum):
    """What one entry is to another, inside one report or between reports; actors are one only between reports."""

    RESPONSE = "response"
    CONTRADICTION = "contradiction"
    FOLLOW_UP = "follow_up"
    SAME_STATEMENT = "same_statement"
    SAME_EVENT = "same_event"
    SAME_ACTOR = "same_actor"

"""A record made by hand, so that the views are tested on every shape a record can take."""

from dataclasses import replace
from typing import Literal

import pytest

from wortlaut.model import (
    Act,
    Actor,
    AgendaEntry,
    AgendaKind,
    Claim,
    Document,
    Event,
    EventStatus,
    EventType,
    Hop,
    Issue,
    Link,
    LinkKind,
    Medium,
    Mention,
    Modality,
    Polarity,
    Reader,
    Record,
    Span,
    Spans,
    Statement,
    StatementType,
    Timex,
    TimexType,
    make_id,
)

TEXT = (
    "Norland weist Vorwürfe zurück\n\n"
    "Die Regierung in Nordhafen hat Berichte über neue Manöver dementiert. „Wir haben keine Truppen verlegt“, "
    "sagte Außenministerin Kara Bell am Dienstag, „und wir werden es nicht tun.“ Sie forderte Sudavien auf, "
    "die Brücke bei Ostheim wieder zu öffnen.\r\n\r\n"
    "Der Hafen sei, so ein Sprecher der Werft, seit Montag geschlossen. Bell habe ihm gesagt, "
    "die Lage sei <ernst>, teilte der Sprecher mit.\n\n"
    "Die Agentur NNA meldete unter Berufung auf Regierungskreise, ein Treffen sei geplant. "
    "Ihm wurde vorgeworfen, Geld angenommen zu haben.\n"
)

TIMED_TEXT = (
    "Frist für die Schleuse\n\n"
    "Die Regierung in Nordhafen forderte am Freitag, die Schleuse bis spätestens Ende März zu öffnen. "
    "In der Nacht auf Sonntag, um 20.30 Uhr MEZ, war sie geschlossen worden; seit rund drei Jahren wird sie "
    "alle zwei Wochen geprüft.\r\n"
    "Früher <war> das anders. Der Bericht nennt den 31. Februar.\n"
)


@pytest.fixture(autouse=True)
def no_ledger_of_mine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands ask the ledger that a test names, not one that the environment does."""
    monkeypatch.delenv("WORTLAUT_LEDGER", raising=False)


def locate(*words: str) -> Spans:
    """Where words stand in the sample text, each after the one before."""
    spans: list[Span] = []
    for word in words:
        start = TEXT.index(word)
        spans.append(Span(start, start + len(word)))
    return tuple(spans)


def make_statement(
    kind: StatementType,
    quote: tuple[str, ...],
    *,
    speaker: tuple[str, ...] = (),
    cue: tuple[str, ...] = (),
    actor: str | None = None,
    addressee: tuple[str, ...] = (),
    chain: tuple[Hop, ...] = (),
    nested_in: str | None = None,
    medium: Medium = Medium.SPEECH,
) -> Statement:
    """A statement of the sample text, its spans named by their words."""
    return Statement(
        id=make_id("statement", *quote),
        type=kind,
        medium=medium,
        quote=locate(*quote),
        speaker=locate(*speaker),
        cue=locate(*cue),
        cue_class="say" if cue else None,
        addressee=locate(*addressee),
        frame=(),
        said=None,
        speaker_actor=actor,
        addressee_actor=None,
        chain=chain,
        nested_in=nested_in,
        claims=(),
        rules=("frame after quote",),
    )


def make_mention(words: str, actor: str | None, form: Literal["name", "title", "pronoun", "nominal"]) -> Mention:
    """A mention in the sample text, its span named by its words."""
    return Mention(make_id("mention", words), locate(words)[0], actor, form)


@pytest.fixture
def record() -> Record:
    """Seven statements: with a gap, nested, through a chain, to somebody, and by nobody named."""
    direct, indirect = StatementType.DIRECT, StatementType.INDIRECT
    outer = make_statement(
        indirect,
        ("Bell habe ihm gesagt, die Lage sei <ernst>",),
        speaker=("der Sprecher",),
        cue=("teilte", " mit."),
        actor="a2",
        medium=Medium.SPEECH_OR_WRITING,
    )
    agency, circles = locate("Die Agentur NNA")[0], locate("Regierungskreise")[0]
    chain = (
        Hop("a3", agency, locate("meldete")),
        Hop("a4", circles, locate("unter Berufung auf")),
    )
    statements = (
        make_statement(
            direct,
            ("„Wir haben keine Truppen verlegt“", "„und wir werden es nicht tun.“"),
            speaker=("Außenministerin Kara Bell",),
            cue=("sagte",),
            actor="a1",
        ),
        make_statement(
            indirect,
            ("die Brücke bei Ostheim wieder zu öffnen",),
            speaker=("Sie",),
            cue=("forderte",),
            actor="a1",
            addressee=("Sudavien",),
        ),
        make_statement(
            indirect,
            ("Der Hafen sei", "seit Montag geschlossen"),
            speaker=("ein Sprecher der Werft",),
            cue=("so",),
            actor="a2",
        ),
        outer,
        make_statement(
            indirect, ("die Lage sei <ernst>",), speaker=("Bell",), cue=("gesagt",), actor="a1", nested_in=outer.id
        ),
        make_statement(
            indirect,
            ("ein Treffen sei geplant",),
            speaker=("Regierungskreise",),
            cue=("meldete",),
            actor="a4",
            chain=chain,
        ),
        make_statement(indirect, ("Geld angenommen zu haben",), cue=("vorgeworfen",), medium=Medium.NONE),
    )
    return Record(
        document=Document(TEXT, "de", published="2024-03-05", title=None, source="berichte/hafen.txt"),
        reader=Reader("0.1.0", "de", "1"),
        actors=(
            Actor("a5", "Werner Kern", "unknown"),
            Actor("a1", "Kara Bell", "person", country="XNO", aliases=("Bell",)),
            Actor("a2", "ein Sprecher der Werft", "anonymous"),
            Actor("a3", "NNA", "media"),
            Actor("a4", "Regierungskreise", "anonymous"),
        ),
        mentions=(
            make_mention("Außenministerin Kara Bell", "a1", "name"),
            make_mention("Sie", "a1", "pronoun"),
            make_mention("Sudavien", None, "nominal"),
            make_mention("ein Sprecher der Werft", "a2", "nominal"),
            make_mention("Bell", "a1", "name"),
            make_mention("der Sprecher", "a2", "title"),
            make_mention("Die Agentur NNA", "a3", "name"),
            make_mention("Regierungskreise", "a4", "nominal"),
        ),
        statements=statements,
        issues=(Issue(locate("<ernst>")[0], "a <sign> that the reader does not know"),),
    )


def make_claim(words: str, act: Act) -> Claim:
    """A claim in the sample text, its span named by its words."""
    return Claim(
        make_id("claim", words, act),
        locate(words)[0],
        act,
        Polarity.POSITIVE,
        Modality.ACTUAL,
        rules=("a cue decides",),
    )


def make_event(
    words: str,
    kind: EventType,
    status: EventStatus,
    *,
    mode: str | None = None,
    context: tuple[str, ...] = (),
    actor: tuple[str, ...] = (),
    recipient: tuple[str, ...] = (),
    when: str | None = None,
    where: str | None = None,
    quantities: tuple[tuple[float, str], ...] = (),
    background: bool = False,
    realised_by: str | None = None,
    reported_by: str | None = None,
) -> Event:
    """An event of the sample text, its span named by its words."""
    return Event(
        id=make_id("event", words, kind),
        type=kind,
        mode=mode,
        context=context,
        actor=actor,
        recipient=recipient,
        when=when,
        where=where,
        quantities=quantities,
        status=status,
        background=background,
        span=locate(words)[0],
        realised_by=realised_by,
        reported_by=reported_by,
        rules=("a trigger of its class",),
    )


def make_due(
    words: str,
    kind: AgendaKind,
    due: str | None,
    *,
    by: str | None = None,
    to: str | None = None,
    conditional: bool = False,
    statement: str | None = None,
) -> AgendaEntry:
    """An agenda entry of the sample text, its span named by its words."""
    return AgendaEntry(
        make_id("agenda", words), words, kind, by, to, due, conditional, statement, locate(words)[0], ("it is due",)
    )


@pytest.fixture
def eventful(record: Record) -> Record:
    """The sample with claims, and with events, agenda entries and links of every shape."""
    denial, demand, closed, _, _, meeting, charge = record.statements
    denial = replace(denial, claims=(make_claim("Wir haben keine Truppen verlegt", Act.DENY),))
    demand = replace(demand, claims=(make_claim("die Brücke bei Ostheim wieder zu öffnen", Act.DEMAND),))
    meeting = replace(meeting, claims=(make_claim("ein Treffen", Act.ANNOUNCE), make_claim("sei geplant", Act.HOPE)))
    statements = (denial, demand, closed, *record.statements[3:5], meeting, charge)
    return replace(
        record,
        actors=(
            *record.actors,
            Actor("a6", "Sudavien", "state", country="XSU"),
            Actor("a7", "Regierung von Norland", "government", country="XNO", wikidata="Q0"),
        ),
        statements=statements,
        events=(
            make_event(
                "ein Treffen sei geplant",
                EventType.CONSULT,
                EventStatus.PLANNED,
                context=("diplomatic",),
                actor=("a1", "a6"),
                when="2024-04",
                reported_by=meeting.id,
            ),
            make_event(
                "neue Manöver",
                EventType.MOBILIZE,
                EventStatus.DENIED,
                mode="troops",
                context=("military",),
                actor=("a7",),
                where="Nordhafen",
                quantities=((100000, "Soldaten"), (2.5, "Divisionen")),
            ),
            make_event(
                "Sie forderte Sudavien auf, die Brücke bei Ostheim wieder zu öffnen",
                EventType.REQUEST,
                EventStatus.HAPPENED,
                actor=("a1",),
                recipient=("a6",),
                when="2024-03-05",
                realised_by=demand.id,
            ),
            make_event(
                "seit Montag geschlossen",
                EventType.COERCE,
                EventStatus.REPORTED,
                mode="restrict",
                context=("legal",),
                actor=("a6", "a3"),
                when="2024-03-04/..",
                background=True,
                reported_by=closed.id,
            ),
        ),
        agenda=(
            make_due(
                "ein Treffen sei geplant", AgendaKind.ANNOUNCED, "2024-04", by="a1", to="a6", statement=meeting.id
            ),
            make_due("neue Manöver", AgendaKind.SCHEDULED, None, conditional=True),
            make_due(
                "die Brücke bei Ostheim wieder zu öffnen",
                AgendaKind.DEMANDED,
                "../2024-03-31",
                by="a6",
                statement=demand.id,
            ),
        ),
        links=(
            Link(LinkKind.RESPONSE, denial.claims[0].id, demand.claims[0].id, ("deny answers demand",)),
            Link(
                LinkKind.CONTRADICTION, closed.id, make_id("event", "neue Manöver", EventType.MOBILIZE), ("opposites",)
            ),
            Link(LinkKind.RESPONSE, denial.id, "no such id", ("dangling",)),
        ),
    )


def make_time(
    words: str,
    kind: str,
    value: str,
    edtf: str | None = None,
    reason: str | None = None,
    *,
    mod: str | None = None,
    quant: str | None = None,
    freq: str | None = None,
) -> Timex:
    """A time of the text about times, its span named by its words."""
    start = TIMED_TEXT.index(words)
    return Timex(
        id=make_id("time", words),
        span=Span(start, start + len(words)),
        type=TimexType(kind),
        value=value,
        edtf=edtf,
        mod=mod,
        reason=reason,
        quant=quant,
        freq=freq,
        rules=("<time> of a kind", f"{value} from its words"),
    )


@pytest.fixture
def timed() -> Record:
    """Seven times of every type: known, known in part, recurring, vague; and a day that does not exist."""
    times = (
        make_time("Freitag", "DATE", "2022-01-21", "2022-01-21"),
        make_time("Ende März", "DATE", "2022-03", "../2022-03-31", mod="END"),
        make_time("der Nacht auf Sonntag", "TIME", "2022-01-22TNI", "2022-01-22/2022-01-23"),
        make_time("20.30 Uhr MEZ", "TIME", "2022-01-22T20:30+01:00", "2022-01-22T20:30:00+01:00"),
        make_time("rund drei Jahren", "DURATION", "P3Y", "2019~/..", "the beginning is told roughly", mod="APPROX"),
        make_time("alle zwei Wochen", "SET", "P2W", None, "it recurs", quant="EVERY", freq="1X"),
        make_time("Früher", "DATE", "PAST_REF", None, "the word tells no day"),
    )
    start = TIMED_TEXT.index("31. Februar")
    return Record(
        document=Document(
            TIMED_TEXT, "de", published="2022-01-24", title="Frist & Schleuse", source="berichte/frist.txt"
        ),
        reader=Reader("0.1.0", "de", "1"),
        times=times,
        issues=(Issue(Span(start, start + 11), "no day of the calendar"),),
    )

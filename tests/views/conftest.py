"""A record made by hand, so that the views are tested on every shape a record can take."""

import pytest

from wortlaut.model import (
    Actor,
    Document,
    Hop,
    Issue,
    Medium,
    Reader,
    Record,
    Span,
    Spans,
    Statement,
    StatementType,
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
        rules=("frame after quote",),
    )


@pytest.fixture
def record() -> Record:
    """Six statements: with a gap, nested, through a chain, to somebody, and by nobody named."""
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
            Actor("a1", "Kara Bell", "person"),
            Actor("a2", "ein Sprecher der Werft", "anonymous"),
            Actor("a3", "NNA", "media"),
            Actor("a4", "Regierungskreise", "anonymous"),
        ),
        statements=statements,
        issues=(Issue(locate("<ernst>")[0], "a <sign> that the reader does not know"),),
    )

"""The commands that ask a ledger: search, statements, timeline, positions, contradictions; and judge, which writes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from wortlaut.views.ledgers import LIST_FORMATS, format_option, ledger_option, limit_option, open_ledger, teach

__all__ = ["contradictions", "judge", "list_options", "positions", "range_options", "search", "statements", "timeline"]

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _combine(*options: Callable[[Any], Any]) -> Callable[[_Command], _Command]:
    def decorate(function: _Command) -> _Command:
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


range_options = _combine(
    click.option("--since", metavar="EDTF", help="From this day, month or year on: 2024-03-05, 2024-03 or 2024."),
    click.option("--until", metavar="EDTF", help="Up to the end of this day, month or year."),
    click.option("--outlet", metavar="NAME", help="Only reports of this outlet."),
)
list_options = _combine(format_option(*LIST_FORMATS), limit_option)
_statement_options = _combine(
    click.option("--speaker", metavar="NAME", help="Who says it: a name, or words of one."),
    click.option("--addressee", metavar="NAME", help="To whom it is said."),
    click.option("--via", metavar="NAME", help="Who passed it on: an agency, a paper, a spokesman."),
    click.option("--act", metavar="ACT", help="What is done by saying it: demand, reject, promise, accuse …"),
    click.option("--type", metavar="TYPE", help="Direct, Indirect, Reported, FreeIndirect or IndirectFreeIndirect."),
    click.option(
        "--first-hand/--second-hand",
        "firsthand",
        default=None,
        help="Only what came by way of nobody, or only what somebody passed on.",
    ),
    range_options,
    click.option("--newest", is_flag=True, help="The newest reports first."),
    ledger_option,
    list_options,
)


@click.command(
    epilog=teach(
        "wortlaut search Schleuse --ledger news.db",
        'wortlaut search "\\"Schleuse Ostheim\\"" --speaker Bell --act reject --ledger news.db',
        "wortlaut search 'schleus*' --via NPA --since 2024-03 --format json --ledger news.db",
        "wortlaut search Haushalt --reports --outlet Morgenblatt --ledger news.db",
    )
)
@click.argument("words", metavar="WORDS...", nargs=-1, required=True)
@click.option("--reports", is_flag=True, help="Look in whole reports, titles included, and list these.")
@_statement_options
def search(words: tuple[str, ...], reports: bool, ledger: str, form: str, limit: int | None, **conditions: Any) -> None:
    """Search what is said in the reports of a ledger.

    WORDS are looked for in the quotes and in the clauses that report them; all of them must be there.
    Case, accents and umlauts do not count (Präsident, Prasident, Praesident). Words in quotation marks
    stand one after another; a star at the end stands for any ending.

    Statements come in the order of their reports' days. The id of one, or its beginning, is what
    `wortlaut explain` and `wortlaut judge` take. Judged is what people say about the entry.
    A table shows fifty lines; --limit shows more. json and csv have all fields and all lines.
    """
    if reports:
        _refuse_in_reports(conditions)
        _show_reports(ledger, " ".join(words), conditions, form, limit)
    else:
        _show_statements(ledger, form, limit, words=" ".join(words), **conditions)


@click.command(
    epilog=teach(
        "wortlaut statements --speaker Bell --ledger news.db",
        "wortlaut statements --act promise --since 2024-03 --until 2024-04 --ledger news.db",
        "wortlaut statements --second-hand --format csv --ledger news.db",
    )
)
@click.option("--words", metavar="WORDS", help="Words in the quote or its frame, as in `wortlaut search`.")
@_statement_options
def statements(ledger: str, form: str, limit: int | None, **conditions: Any) -> None:
    """List who said what, over all reports of a ledger.

    Names are those of the reports, whatever their case and umlauts; a word of a name is enough. --since
    and --until are of the day of publication; a report of which only the month is known is in both halves
    of it. The newest reading of each report counts.

    Who shows by way of whom a statement came (NPA ← Kara Bell → Ilian Dorek), Judged what people say
    about the entry. A table shows fifty lines; --limit shows more. json and csv have all fields and lines.
    """
    _show_statements(ledger, form, limit, **conditions)


@click.command(
    epilog=teach(
        "wortlaut timeline --actor Bell --ledger news.db",
        "wortlaut timeline Schleuse --since 2024-03 --ledger news.db",
        "wortlaut timeline Schleuse --actor Norland --format csv --ledger news.db",
    )
)
@click.argument("words", metavar="WORDS...", nargs=-1)
@click.option("--actor", metavar="NAME", help="Who speaks or is spoken to, who does it or has it done to it.")
@range_options
@ledger_option
@list_options
def timeline(words: tuple[str, ...], ledger: str, form: str, limit: int | None, **conditions: Any) -> None:
    """List statements and events on one axis of time, for an actor, for words or for both.

    WORDS are looked for in statements and in the words of events, as in `wortlaut search`. A statement
    stands on the day of the saying where that is told, else on that of its report; an event on the day of
    what happens, planned ones ahead. The field dated says which of these it is: said, published, happened.
    What has no date comes last, and is left out under --since and --until, which are of this axis.
    A demand made is both a statement and an event; it stands there once, as the statement.
    """
    from wortlaut.views.ledger_lists import MOMENTS, name_fields, show_list
    from wortlaut.views.timelines import Moment, list_moments

    if not words and conditions["actor"] is None:
        raise click.UsageError("name an actor with --actor, words, or both.")
    with open_ledger(ledger) as opened:
        moments = list_moments(opened, words=" ".join(words) or None, **conditions)
        show_list(moments, name_fields(Moment), MOMENTS, form=form, limit=limit, noun="statement and no event")


@click.command(
    epilog=teach(
        "wortlaut positions Schleuse --ledger news.db",
        'wortlaut positions "Schleuse Ostheim" Haushalt --by year --ledger news.db',
        "wortlaut positions Schleuse --speaker Bell --speaker Dorek --format json --ledger news.db",
    )
)
@click.argument("issues", metavar="ISSUE...", nargs=-1, required=True)
@click.option("--speaker", "speakers", metavar="NAME", multiple=True, help="Only this actor; may be given repeatedly.")
@click.option(
    "--by",
    type=click.Choice(("day", "month", "year")),
    default="month",
    show_default=True,
    help="How long a period is.",
)
@range_options
@ledger_option
@list_options
def positions(
    issues: tuple[str, ...],
    speakers: tuple[str, ...],
    by: str,
    ledger: str,
    form: str,
    limit: int | None,
    **conditions: Any,
) -> None:
    """Show who took which position on an issue, and when, with the statements that show it.

    ISSUE is words, as in `wortlaut search`, in one argument; each further argument is a further issue.
    Counted are the statements that have these words and the answers to them, which need not repeat them.

    accept: agrees to, confirms or supports what was said with these words. reject: rejects or denies it.
    other: says something else with them; the act is told, and nothing is concluded from it. What is
    accepted may be the thing or the end of it, so read the evidence: the ids are those of the statements.
    Nobody stands here without one. What an agency passes on is the position of its source. Actors go by
    their names, several names of one as far as links between reports know that; periods by the day of the
    saying or of the report. Statements and links that `wortlaut judge` has rejected do not count.
    """
    from wortlaut.views.ledger_lists import show_positions
    from wortlaut.views.positions import list_positions

    with open_ledger(ledger) as opened:
        found = list_positions(opened, issues, speakers=speakers, by=by, **conditions)
        show_positions(found, issues, form=form, limit=limit)


@click.command(
    epilog=teach(
        "wortlaut contradictions --ledger news.db",
        "wortlaut contradictions Schleuse --actor Bell --ledger news.db",
        "wortlaut contradictions --rejected --format json --ledger news.db",
    )
)
@click.argument("words", metavar="WORDS...", nargs=-1)
@click.option("--actor", metavar="NAME", help="Only those with this actor on one side.")
@click.option("--rejected", is_flag=True, help="Also those that somebody has rejected.")
@ledger_option
@list_options
def contradictions(
    words: tuple[str, ...], actor: str | None, rejected: bool, ledger: str, form: str, limit: int | None
) -> None:
    """List what contradicts what, inside reports and across them.

    WORDS are looked for in what is said on either side, as in `wortlaut search`; without them all are
    listed. Contradictions inside one report come first. `wortlaut explain ID` tells the rules of one,
    `wortlaut judge ID reject` takes it out.
    """
    from wortlaut.views.ledger_lists import CONTRADICTIONS, Contradiction, list_contradictions, name_fields, show_list

    with open_ledger(ledger) as opened:
        found = list_contradictions(opened, actor, " ".join(words) or None, rejected)
        show_list(
            found, name_fields(Contradiction), CONTRADICTIONS, form=form, limit=limit, noun="contradiction was found"
        )


@click.command(
    epilog=teach(
        'wortlaut judge 3f2a91c0 reject --author "A. Kern" --note "irony" --ledger news.db',
        "wortlaut judge 3f2a91c0 accept --author kern --ledger news.db",
        "wortlaut judge 3f2a91c0 --undo --author kern --ledger news.db",
    )
)
@click.argument("subject", metavar="ID")
@click.argument("verdict", metavar="VERDICT", type=click.Choice(("accept", "reject", "unsure")), required=False)
@click.option("--author", metavar="NAME", envvar="WORTLAUT_AUTHOR", show_envvar=True, required=True, help="Who judges.")
@click.option("--note", metavar="WORDS", help="Why.")
@click.option("--undo", is_flag=True, help="Take back the newest judgement on ID, or the judgement that ID names.")
@ledger_option
def judge(subject: str, verdict: Any, author: str, note: str | None, undo: bool, ledger: str) -> None:
    """Say what you think of an entry or a link: whether the reader got it right.

    ID is that of a statement, claim, event, agenda entry, actor, time or link, or its beginning. VERDICT is
    accept, reject or unsure. Nothing is changed or deleted: the judgement stands beside what it judges
    with its author, and --undo writes another that takes it back. Of several that stand the newest counts.

    What is rejected is no evidence in `wortlaut positions`, and a rejected link makes no contradiction and
    no follow-up. Lists go on showing it, with the verdict beside it.
    """
    from wortlaut.ledger.reads_links import LinkRow
    from wortlaut.views.ledger_entries import find_judgement, find_subject

    if undo == (verdict is not None):
        raise click.UsageError("name a verdict (accept, reject, unsure), or --undo.")
    with open_ledger(ledger) as opened:
        now = datetime.now(UTC)
        if undo:
            undone = find_judgement(opened, subject)
            written = opened.undo(undone.id, author=author, now=now, note=note)
            click.echo(f"{written.id} takes back {undone.verdict} on {' '.join(undone.subjects)} by {undone.author}")
            return
        found = find_subject(opened, subject)
        if not isinstance(found, LinkRow) and found.table == "documents":
            raise click.UsageError(f"{found.id} is a report; entries and links are judged.")
        kind = "link" if isinstance(found, LinkRow) else "entry"
        written = opened.judge(kind, [found.id], verdict, author=author, now=now, note=note)  # type: ignore[arg-type]
        click.echo(f"{written.id} {verdict} {found.id}")


def _refuse_in_reports(conditions: dict[str, Any]) -> None:
    for name in ("speaker", "addressee", "via", "act", "type", "firsthand"):
        if conditions.pop(name) is not None:
            option = "--first-hand and --second-hand go" if name == "firsthand" else f"--{name} goes"
            raise click.UsageError(f"{option} with statements; leave out --reports.")


def _show_reports(ledger: str, words: str, conditions: dict[str, Any], form: str, limit: int | None) -> None:
    from wortlaut.ledger.results import DocumentRow
    from wortlaut.views.ledger_lists import REPORTS, name_fields, show_list

    with open_ledger(ledger) as opened:
        rows = opened.documents(words=words, **conditions)
        show_list(rows, name_fields(DocumentRow), REPORTS, form=form, limit=limit, noun="report")


def _show_statements(ledger: str, form: str, limit: int | None, **conditions: Any) -> None:
    from wortlaut.ledger.results import StatementRow
    from wortlaut.views.ledger_lists import STATEMENTS, count_shown, list_statements, name_fields, show_list

    most = count_shown(form, limit)
    with open_ledger(ledger) as opened:
        found = opened.statements(**conditions, limit=most + 1 if most is not None else None)
        rows = list_statements(opened, found)
        show_list(
            rows,
            name_fields(StatementRow, "origin_name", "judged"),
            STATEMENTS,
            form=form,
            limit=limit,
            noun="statement",
        )

"""What is linked, what is not, and that judgements of people count."""

from collections.abc import Callable, Sequence
from itertools import permutations

import pytest

from tests.links.conftest import NOW, Library
from wortlaut.ledger import CrossLink
from wortlaut.ledger.reads_links import list_links
from wortlaut.links import RESOLVER, resolve
from wortlaut.model import LinkKind

DEMAND = (
    "Ministerin Kara Bell hat Ostheim aufgefordert, die Truppen von der Insel Senn abzuziehen. Es regnete.",
    "2030-05-14",
)
COPY = (
    "Seit Wochen gibt es Streit. Ministerin Bell forderte Ostheim auf, seine Truppen von der Insel abzuziehen.",
    "2030-05-15",
)
ANSWER = (
    "Der ostheimische Präsident Otto Mühl lehnte es ab, die Truppen von der Insel Senn abzuziehen.",
    "2030-05-17",
)
OTHER = ("Trainer Uwe Bell sagte am Mittwoch, das Spiel sei gut gewesen. Die Zuschauer sangen.", "2030-05-15")
STORY = (DEMAND, COPY, ANSWER, OTHER)

Make = Callable[[Sequence[tuple[str, str]]], Library]


def keys(library: Library) -> set[tuple[str, str, str, float]]:
    return {(link.kind.value, link.source, link.target, link.score) for link in library.ledger.cross_links()}


def test_a_copied_demand_and_its_answer_are_linked(make_library: Make) -> None:
    library = make_library(STORY)
    resolve(library.ledger)
    copied = {("seine Truppen von der Insel abzuziehen", "die Truppen von der Insel Senn abzuziehen")}
    assert library.shown(LinkKind.SAME_STATEMENT) == copied
    answered = {target for _, target in library.shown(LinkKind.RESPONSE)}
    assert answered == {"die Truppen von der Insel Senn abzuziehen", "seine Truppen von der Insel abzuziehen"}


def test_two_people_of_one_surname_stay_two(make_library: Make) -> None:
    library = make_library(STORY)
    resolve(library.ledger)
    assert all("Uwe" not in pair[0] + pair[1] for pair in library.shown(LinkKind.SAME_ACTOR))


def test_a_link_names_its_rules_its_score_and_the_resolver(make_library: Make) -> None:
    library = make_library(STORY)
    resolve(library.ledger)
    for link in library.ledger.cross_links():
        assert link.rules
        assert 0 < link.score <= 1
        assert link.resolver == RESOLVER


def test_resolving_again_adds_nothing(make_library: Make) -> None:
    library = make_library(STORY)
    first = resolve(library.ledger)
    again = resolve(library.ledger)
    assert sum(first.added.values()) == first.found > 0
    assert (sum(again.added.values()), again.found) == (0, first.found)


def test_the_order_of_adding_does_not_count(make_library: Make) -> None:
    whole = make_library(STORY)
    resolve(whole.ledger)
    for order in list(permutations(STORY))[::5]:
        library = make_library(())
        for text, day in order:
            resolve(library.ledger, documents=[library.add(text, day)])
        assert keys(library) == keys(whole)


def test_only_the_documents_that_are_named_are_linked(make_library: Make) -> None:
    library = make_library(STORY)
    resolve(library.ledger, documents=[library.records[3].document.id])
    assert library.links(LinkKind.SAME_STATEMENT) == []
    assert resolve(library.ledger, documents=[]).compared == 0
    assert resolve(library.ledger, documents=["nothing of this id"]).found == 0


def test_what_was_rejected_is_not_made_again(make_library: Make) -> None:
    library = make_library(STORY)
    before = CrossLink(
        LinkKind.SAME_STATEMENT,
        library.records[1].statements[0].id,
        library.records[0].statements[0].id,
        0.5,
        ("by an older resolver",),
        "0",
    )
    library.ledger.link([before])
    library.ledger.judge("link", [before.id], "reject", author="Ada", now=NOW)
    resolved = resolve(library.ledger)
    assert resolved.rejected == 1
    assert [link.resolver for link in library.links(LinkKind.SAME_STATEMENT)] == ["0"]


def test_a_rejection_that_is_undone_does_not_count(make_library: Make) -> None:
    library = make_library(STORY)
    resolve(library.ledger)
    link = library.links(LinkKind.SAME_STATEMENT)[0]
    judgement = library.ledger.judge("link", [link.id], "reject", author="Ada", now=NOW)
    assert resolve(library.ledger).rejected == 1
    library.ledger.undo(judgement.id, author="Ada", now=NOW)
    assert resolve(library.ledger).rejected == 0


def test_what_was_accepted_stands_though_this_version_does_not_find_it(make_library: Make) -> None:
    library = make_library(STORY)
    statements = [record.statements[0].id for record in library.records]
    accepted, left = (
        CrossLink(LinkKind.CONTRADICTION, statements[3], target, 0.5, ("by an older resolver",), "0")
        for target in statements[:2]
    )
    library.ledger.link([accepted, left])
    library.ledger.judge("link", [accepted.id], "accept", author="Ada", now=NOW)
    resolve(library.ledger)
    listed = [row.id for row in list_links(library.ledger, LinkKind.CONTRADICTION) if row.resolver is not None]
    assert accepted.id in listed


def test_a_report_without_a_day_is_not_linked(library: Library) -> None:
    for text, _ in STORY:
        library.add(text, None)
    assert resolve(library.ledger).compared == 0


@pytest.mark.parametrize("reports", [STORY, STORY[::-1]])
def test_all_links_are_between_two_reports(make_library: Make, reports: Sequence[tuple[str, str]]) -> None:
    library = make_library(reports)
    resolve(library.ledger)
    home = {s.id: r.document.id for r in library.records for s in r.statements}
    for link in library.links(LinkKind.SAME_STATEMENT):
        assert home[link.source] != home[link.target]

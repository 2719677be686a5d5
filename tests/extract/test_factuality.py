"""What the wording of a claim says of its content: negation, modality, condition."""

import pytest

import wortlaut
from wortlaut.model import Modality, Polarity


def claim_of(text: str) -> tuple[Polarity | None, Modality]:
    """Polarity and modality of the only claim of a text."""
    (claim,) = (c for s in wortlaut.read(text).statements for c in s.claims)
    return claim.polarity, claim.modality


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Bell sagte, die Stadt habe keine Brücke.", Polarity.NEGATIVE),
        ("Bell sagte, die Stadt habe nicht nur eine Brücke.", Polarity.POSITIVE),
        ("Bell sagte, sie glaube nicht, dass niemand komme.", Polarity.POSITIVE),
        ("Bell bestritt, das Haus nicht bezahlt zu haben.", Polarity.POSITIVE),
        ("Bell dementierte: „Das Haus ist nicht bezahlt.“", Polarity.NEGATIVE),
    ],
)
def test_negation_and_its_scope(text: str, polarity: Polarity) -> None:
    assert claim_of(text)[0] is polarity


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Hale sagte, der Zug fahre.", Modality.ACTUAL),
        ("Hale sagte, der Zug könnte fahren.", Modality.POSSIBLE),
        ("Hale sagte, der Zug müsse halten.", Modality.NECESSARY),
        ("Hale sagte, der Zug fahre, sofern es nicht schneie.", Modality.CONDITIONAL),
        ("Hale sagte, der Zug fahre, selbst wenn es schneie.", Modality.ACTUAL),
    ],
)
def test_what_the_wording_marks(text: str, modality: Modality) -> None:
    assert claim_of(text)[1] is modality

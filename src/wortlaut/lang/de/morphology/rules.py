"""German verb forms that the ending tells, and the tagger's known errors mended.

The tagger looks at three words at a time, so it cannot know that a clause wants just one finite verb. These
corrections look at the whole stretch between two commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from wortlaut.model import Mood, Tense
from wortlaut.text.morphology import FINITE, Analysis, Number

_CLAUSE_BREAKS = frozenset({"$,", "$.", "$("})
_SUBORDINATING = frozenset({"KOUS", "PRELS", "PRELAT", "PWS", "PWAV", "PWAT"})
_ALSO_PREPOSITIONS = frozenset({"bis", "seit", "während"})
_AGE = re.compile(r"\d+-?Jährige[nrm]?")
_NOMINAL = frozenset({"ART", "NN", "NE", "ADJA", "CARD", "PPOSAT", "PDAT", "PIAT"})
_FINITE_TWIN = {
    "VVINF": "VVFIN",
    "VAINF": "VAFIN",
    "VMINF": "VMFIN",
    "VVPP": "VVFIN",
}
_PARTICIPLE_PREFIXES = ("be", "ver", "er", "ent", "emp", "zer", "ge", "miss", "miß", "über", "unter", "wider", "hinter")
_PARTICLES = frozenset(
    "ab an auf aus bei ein fest fort frei her heran heraus herein hervor hin hinaus hinzu klar los mit nach nahe nieder "
    "statt um vor voran voraus vorbei weg weiter wider wieder zu zurück zusammen entgegen bekannt bereit preis dar".split()
)

_PRESENT_ENDINGS = frozenset({"", "e", "st", "est", "t", "et", "n", "en"})
_PRETERITE_ENDINGS = ("te", "ten", "test", "tet")
# "gibt", "liest", "fährt", "läuft", "stößt", "erlischt": the vowel of the lemma and what the present may make of it.
_PRESENT_VOWELS = {"e": ("i", "ie"), "a": ("ä",), "au": ("äu",), "o": ("ö",), "ö": ("i",)}
# "ss" stands for "ß" too.
_PRESENT_FORMS = {
    "sein": ("bin", "bist", "ist", "sind", "seid"),
    "haben": ("hat", "hast"),
    "werden": ("wird", "wirst"),
    "wissen": ("weiss", "weisst"),
    "können": ("kann", "kannst"),
    "müssen": ("muss", "musst"),
    "dürfen": ("darf", "darfst"),
    "mögen": ("mag", "magst"),
    "wollen": ("will", "willst"),
    "nehmen": ("nimm", "nimmt", "nimmst"),
    "treten": ("tritt", "trittst"),
}
_VOWEL = "aeiouäöü"
_LAST_VOWEL = re.compile(rf"(?:au|äu|eu|ei|ie|[{_VOWEL}])(?=[^{_VOWEL}]*$)")
_SUBJUNCTIVE_ENDING = re.compile(r"t?e(?:n|st|t)?$")


def regular_mood(form: str, lemma: str) -> Mood:
    """Judge a finite form by its ending: "er sage" is the lemma less -n, "sie sagen" is the lemma itself."""
    if form == lemma:
        return Mood.AMBIGUOUS_1
    if lemma.endswith("n") and form == lemma[:-1]:
        return Mood.SUBJUNCTIVE_1
    # "handele" and "handle" from "handeln", "ändere" from "ändern".
    if lemma.endswith(("eln", "ern")) and form in {lemma[:-1] + "e", lemma[:-3] + lemma[-2] + "e"}:
        return Mood.SUBJUNCTIVE_1
    return Mood.INDICATIVE


def number(form: str, lemma: str) -> Number:
    """Singular or plural of a finite form: every plural form of the third person ends in -n or is "sind"."""
    folded = form.lower()
    return "plural" if folded == "sind" or (folded.endswith("n") and folded != "bin") else "singular"


def tense(form: str, lemma: str) -> Tense:
    """Past where a finite form is preterite: "gab" is no form of the present of "geben", as "gibt" is.

    Subjunctive 2 is no preterite: it is told by the vowel ("könnte", "gelänge"), where it differs at all.
    """
    folded, base = form.lower().replace("ß", "ss"), lemma.lower().replace("ß", "ss")
    # "einnahmen" with the lemma "Einnahme": where the lemma is no verb only the weak ending is sure.
    if not lemma[:1].islower() or not base.endswith("n"):
        return Tense.PAST if folded.endswith(_PRETERITE_ENDINGS) else Tense.PRESENT
    if _is_present(folded, base) or _is_subjunctive(folded, base):
        return Tense.PRESENT
    return Tense.PAST


def _is_present(form: str, lemma: str) -> bool:
    if any(form.startswith(stem) and form[len(stem) :] in _PRESENT_ENDINGS for stem in _present_stems(lemma)):
        return True
    # "vermag" and "teilnimmt" have in front what their lemmas have.
    return any(
        form == lemma.removesuffix(verb) + listed
        for verb, forms in _PRESENT_FORMS.items()
        if lemma.endswith(verb)
        for listed in forms
    )


def _present_stems(lemma: str) -> Iterator[str]:
    if lemma.endswith(("eln", "ern")):
        # "handelt", "handle".
        yield from (lemma[:-1], lemma[:-3] + lemma[-2])
        return
    stem = lemma.removesuffix("n").removesuffix("e")
    yield stem
    if vowel := _LAST_VOWEL.search(stem):
        for changed in _PRESENT_VOWELS.get(vowel[0], ()):
            yield stem[: vowel.start()] + changed + stem[vowel.end() :]


def _is_subjunctive(form: str, lemma: str) -> bool:
    """ "gelänge" of "gelingen", "dürfte" of "dürfen"; but "hörte" is the regular preterite of "hören"."""
    vowel = _LAST_VOWEL.search(_SUBJUNCTIVE_ENDING.sub("", form))
    umlaut = vowel is not None and vowel[0] in {"ä", "ö", "ü"}
    modal = lemma.endswith(("können", "müssen", "dürfen", "mögen"))
    regular = not modal and form.startswith(lemma.removesuffix("n").removesuffix("e"))
    return umlaut and not regular


def mend(analyses: Sequence[Analysis]) -> Sequence[Analysis]:
    """Correct what the tagger is known to get wrong, stretch by stretch between commas."""
    mended = [_mend_word(analyses, index) for index in range(len(analyses))]
    start = 0
    for index in range(len(mended) + 1):
        if index == len(mended) or mended[index].tag in _CLAUSE_BREAKS:
            if index > start:
                stretch = _mend_preterite(mended[start:index]) if start > 0 else mended[start:index]
                mended[start:index] = _mend_stretch(stretch)
            start = index + 1
    return mended


def _mend_word(analyses: Sequence[Analysis], index: int) -> Analysis:
    """Errors that the word itself or its neighbours betray."""
    analysis = analyses[index]
    word = analysis.word
    before = analyses[index - 1].tag if index > 0 else "$."
    following = analyses[index + 1].tag if index + 1 < len(analyses) else "$."
    # "sagte die 22-Jährige": an age with a capital is a noun.
    if analysis.tag != "NN" and _AGE.fullmatch(word):
        return analysis._replace(lemma=word, tag="NN")
    if _is_name_like_verb(analysis, before, following):
        return analysis._replace(lemma=word, tag="NE")
    # "als sie die Stadt einnahmen": no noun begins with a small letter.
    if analysis.tag == "NN" and word.islower() and word.endswith(("en", "te")) and following in _CLAUSE_BREAKS:
        return analysis._replace(tag="VVFIN")
    # "laut Polizei": an adjective cannot stand before an article or a noun without an ending.
    if word.lower() == "laut" and following in _NOMINAL:
        return analysis._replace(lemma="laut", tag="APPR")
    # "Deren Kollege kam": no pronoun stands before an adjective or a noun; behind a comma it may open a relative clause.
    if analysis.tag == "PDS" and word.lower() in {"deren", "dessen"} and following in {"ADJA", "NN"} and before == "$.":
        return analysis._replace(tag="PPOSAT")
    # "zu Warnstreiks", "zu der Brücke": before a noun phrase "zu" is a preposition.
    if word.lower() == "zu" and analysis.tag != "APPR" and following in {"NN", "NE", "ART", "PPOSAT", "PDAT"}:
        return analysis._replace(lemma="zu", tag="APPR")
    if _is_stranded(analysis, following) and _has_full_finite_verb(analyses, index):
        return analysis._replace(lemma=word.lower(), tag="PTKVZ")
    return analysis


def _is_name_like_verb(analysis: Analysis, before: str, following: str) -> bool:
    """ "Laut Johanna Moser": no verb has a capital inside a sentence, no command stands before a name or a verb."""
    if analysis.tag not in {"VVIMP", "VVFIN"} or not analysis.word.istitle():
        return False
    return before not in _CLAUSE_BREAKS or (analysis.tag == "VVIMP" and following in {"NE", "VVFIN"})


def _is_stranded(analysis: Analysis, following: str) -> bool:
    """ "teilte er mit.": a preposition has no noun phrase behind it before a mark or a conjunction."""
    taken = analysis.tag in {"APPR", "ADV", "ADJD", "PTKA"} and analysis.word.lower() in _PARTICLES
    return taken and following in {"$,", "$.", "KON"}


def _has_full_finite_verb(analyses: Sequence[Analysis], index: int) -> bool:
    """Whether a full verb that could have lost its particle stands before `index` in the same sentence."""
    for before in range(index - 1, max(-1, index - 40), -1):
        tag = analyses[before].tag
        if tag in {"VVFIN", "VVIMP"}:
            return True
        if tag in {"$.", "VVINF", "VVPP"}:
            return False
    return False


def _mend_stretch(stretch: list[Analysis]) -> list[Analysis]:
    _mend_preposition(stretch)
    _mend_infinitive_cluster(stretch)
    finite = [i for i, analysis in enumerate(stretch) if analysis.tag in FINITE]
    if not finite:
        return _find_finite(stretch)
    last = len(stretch) - 1
    # "hatten dies stets betont": after an auxiliary the verb at the end is a participle.
    auxiliary = [i for i in finite if stretch[i].tag == "VAFIN"]
    if auxiliary and auxiliary[0] < last and stretch[last].tag == "VVFIN" and _may_be_participle(stretch[last].word):
        subordinate = any(analysis.tag in _SUBORDINATING for analysis in stretch)
        if not subordinate or auxiliary[0] == last - 1:
            stretch[last] = stretch[last]._replace(tag="VVPP")
    if auxiliary and stretch[last].tag == "VVPP":
        _mend_paired_participle(stretch, auxiliary[0])
    return stretch


def _mend_preposition(stretch: list[Analysis]) -> None:
    """ "versprach, bis Ende April zu liefern": no subjunction opens an infinitive with "zu" and no finite verb."""
    opener = stretch[0]
    if opener.tag != "KOUS" or opener.word.lower() not in _ALSO_PREPOSITIONS:
        return
    tags = [analysis.tag for analysis in stretch]
    if not FINITE.intersection(tags) and not {"VVIZU", "PTKZU"}.isdisjoint(tags):
        stretch[0] = opener._replace(tag="APPR")


def _mend_paired_participle(stretch: list[Analysis], auxiliary: int) -> None:
    """ "hatte das stets betont und nie bestritten": one auxiliary carries both participles."""
    for at in range(auxiliary + 1, len(stretch) - 1):
        word = stretch[at]
        if stretch[at + 1].tag == "KON" and word.tag == "VVFIN" and _may_be_participle(word.word):
            stretch[at] = word._replace(tag="VVPP")


def _mend_preterite(stretch: list[Analysis]) -> list[Analysis]:
    """ "…“, erklärte Ministerin Bell": behind a mark a preterite before a title looks like an adjective."""
    first = stretch[0]
    if first.tag != "ADJA" or not first.word.endswith(("te", "ten")) or not first.word[:1].islower():
        return stretch
    if len(stretch) < 2 or stretch[1].tag not in {"NN", "NE"} or any(a.tag in FINITE for a in stretch):
        return stretch
    stem = first.word.removesuffix("n").removesuffix("te")
    lemma = stem.removesuffix("e") + "en" if stem.endswith(("te", "de")) else stem + "en"
    return [first._replace(lemma=lemma, tag="VVFIN"), *stretch[1:]]


def _mend_infinitive_cluster(stretch: list[Analysis]) -> None:
    """ "verübt zu haben", "werden zu können": nothing right before "zu" with an auxiliary behind it is finite."""
    for at in range(1, len(stretch) - 1):
        if stretch[at].tag == "PTKZU" and stretch[at + 1].tag in {"VAINF", "VMINF"} and stretch[at - 1].tag in FINITE:
            tag = stretch[at - 1].tag
            stretch[at - 1] = stretch[at - 1]._replace(tag="VVPP" if tag == "VVFIN" else tag[:2] + "INF")


def _may_be_participle(word: str) -> bool:
    return word.endswith(("t", "en"))


def _find_finite(stretch: list[Analysis]) -> list[Analysis]:
    """Give a stretch that has verbs but no finite one its finite verb.

    "dass die Preise steigen und die Löhne sinken": plural forms of the present tense look like infinitives.
    "die Partei behauptet": participles of inseparable verbs look like the third person.
    """
    subordinate = any(analysis.tag in _SUBORDINATING for analysis in stretch)
    infinitive = any(_after_zu(stretch, i) and stretch[i].tag.endswith("INF") for i in range(len(stretch)))
    if any(analysis.tag in {"VVIZU", "KOUI"} for analysis in stretch) or (infinitive and not subordinate):
        return stretch
    start = 0
    for index in range(len(stretch) + 1):
        if index == len(stretch) or stretch[index].tag == "KON":
            part = range(start, index)
            chosen = _choose_finite(stretch, part, final=subordinate)
            if chosen is not None:
                stretch[chosen] = _as_finite(stretch[chosen])
                if not subordinate:
                    return stretch
            start = index + 1
    return stretch


def _as_finite(analysis: Analysis) -> Analysis:
    """The same word as a finite verb; "gestanden ein" is a form of "gestehen" then, not of "stehen"."""
    lemma = analysis.lemma
    if (
        analysis.tag == "VVPP"
        and analysis.word.startswith("ge")
        and analysis.word.endswith("en")
        and not lemma.startswith("ge")
    ):
        lemma = "ge" + lemma
    return analysis._replace(tag=_FINITE_TWIN[analysis.tag], lemma=lemma)


def _choose_finite(stretch: list[Analysis], part: range, *, final: bool) -> int | None:
    """The verb of `part` that must be finite: the last one where the clause is verb-final, else the first."""
    candidates = [
        i
        for i in part
        if (stretch[i].tag in {"VVINF", "VAINF", "VMINF"} and not _after_zu(stretch, i))
        or (stretch[i].tag == "VVPP" and _looks_third_person(stretch[i]) and stretch[part.start].tag != "APPR")
        or (stretch[i].tag == "VVPP" and stretch[part[-1]].tag == "PTKVZ")
    ]
    if not candidates:
        return None
    if final:
        return candidates[-1] if candidates[-1] == part[-1] else None
    first = candidates[0]
    has_subject_before = any(stretch[i].tag in {"NN", "NE", "PPER", "PIS", "PDS"} for i in range(part.start, first))
    return first if has_subject_before and stretch[first].word.islower() else None


def _after_zu(stretch: list[Analysis], index: int) -> bool:
    return index > 0 and stretch[index - 1].tag == "PTKZU"


def _looks_third_person(analysis: Analysis) -> bool:
    word = analysis.word.lower()
    regular = word.startswith(_PARTICIPLE_PREFIXES) and analysis.lemma[:-2] in {word[:-1], word[:-2]}
    return word.endswith("iert") or (word.endswith("t") and regular)

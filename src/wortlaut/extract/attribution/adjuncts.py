"""Sources inside a sentence ("laut Polizei", "demnach") and nouns with content ("die Forderung, dass …")."""

from __future__ import annotations

from collections.abc import Iterator

from wortlaut.extract.attribution.complements import belongs_to_noun
from wortlaut.extract.attribution.cues import FAIR, STRONG, Cue
from wortlaut.extract.attribution.reporting import complement_code, find_source_phrase, is_impersonal
from wortlaut.extract.attribution.site import (
    REPORTED_MOODS,
    Candidate,
    Range,
    Ranges,
    Site,
    is_dependent,
    is_main,
    subtract,
    trim,
)
from wortlaut.extract.attribution.speakers import find_addressee, find_antecedent, find_speaker, with_apposition
from wortlaut.grammar.chunks import find_phrases, is_inflected, widen
from wortlaut.grammar.verbs import own_tokens
from wortlaut.model import Clause, ClauseKind, Medium, Mood, Phrase, StatementType, Voice

_NOMINAL_START = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "ADJA", "NN", "NE", "CARD", "FM", "$("})


# --- laut, nach Angaben, zufolge -------------------------------------------------------------------------------------


def by_source_phrase(site: Site, clause: Clause) -> Iterator[Candidate]:
    """A preposition with a source: the content is the rest of the sentence or, in a dependent clause, of the clause."""
    for named_range, cue, cue_tokens, speaker in _source_phrases(site, clause):
        phrase_range = _with_comma(site, _with_relative(site, named_range))
        medium = _source_medium(site, speaker) or cue.medium
        whole = site.extent(clause) if is_dependent(clause) else site.sentences_of(clause)
        quote = tuple(q for q in (trim(site.tokens, r) for r in subtract(whole, [phrase_range])) if q[0] < q[1])
        quote = tuple(q for q in quote if any(site.tokens[i].tag not in {"$,", "$(", "KON"} for i in range(*q)))
        if not quote or _inside_title(site, cue_tokens[0], quote):
            continue
        yield Candidate(
            StatementType.INDIRECT,
            medium,
            quote,
            ("source phrase",),
            cue=cue_tokens,
            cue_class=cue.cue_class,
            strength=STRONG,
            speaker=(speaker,),
            frame=(phrase_range,),
            matrix=clause.index,
        )


def _with_relative(site: Site, named: Range) -> Range:
    """ "laut einem Bericht, der der Zeitung vorliegt, soll …": what tells more of the source is frame, too."""
    relative = next((c for c in site.clauses if c.first == named[1] + 1 and c.kind is ClauseKind.RELATIVE), None)
    if relative is None or site.tokens[named[1]].tag != "$,":
        return named
    return named[0], site.extent(relative)[1]


def _with_comma(site: Site, named: Range) -> Range:
    """The comma that closes an apposition or a relative clause belongs to the frame, as any comma before content."""
    opened = any(site.tokens[i].tag == "$," for i in range(*named))
    closed = named[1] < site.last and site.tokens[named[1]].tag == "$,"
    return (named[0], named[1] + 1) if opened and closed else named


def _inside_title(site: Site, at: int, quote: Ranges) -> bool:
    """ "Das Buch „Laut Gesetz“ gewann": a source between marks speaks only for what stands there, too."""
    marks = site.marks.get(at)
    return marks is not None and not all(marks[0] <= first and last <= marks[1] for first, last in quote)


def _source_medium(site: Site, speaker: Range) -> Medium | None:
    """The medium of the source noun: "nach Einschätzung" is thought or said, "laut Mitteilung" said or written."""
    cues = [site.document.tables.find_noun(site.tokens[i]) for i in range(*speaker)]
    return next((cue.medium for cue in cues if cue is not None), None)


def _source_phrases(site: Site, clause: Clause) -> Iterator[tuple[Range, Cue, tuple[int, ...], Range]]:
    """Phrases of the clause that name a source: their range, cue, the cue's tokens and the words for the source."""
    tables = site.document.tables
    seeks = clause.lemma in site.document.words("seeking verb")
    by_word = {cue.lemma: cue for cue in tables.prepositions}
    yield from _perspectives(site, clause)
    evidence = site.document.words("evidence preposition")
    for first, last in clause.pieces:
        for at in range(first, last):
            word = site.tokens[at].text.lower()
            if (
                word not in evidence
                or word not in by_word
                or site.tokens[at].tag not in {"APPR", "APPO", "ADV", "KOKOM"}
            ):
                continue
            cue = by_word[word]
            before = _phrase_before(site, at, first)
            if before is not None and _is_postposed(site, at, before, cue):
                yield (before[0], at + 1), cue, (at,), before
                continue
            behind = _phrase_behind(site, at, clause, last) if not (seeks and "noun" in cue.frames) else None
            if behind is not None and _names_source(site, behind[0], cue) and not _is_past(site, clause, cue, behind):
                yield (at, behind[1][1]), cue, (at,), behind[1]


def _perspectives(site: Site, clause: Clause) -> Iterator[tuple[Range, Cue, tuple[int, ...], Range]]:
    """ "aus Sicht der Partei", "in den Augen der Ministerin": a preposition with a noun for somebody's view."""
    for first, last in clause.pieces:
        for at in range(first, last - 1):
            cue = _perspective_at(site, at, last)
            if cue is None:
                continue
            phrases = find_phrases(site.tokens, at + 1, last)
            if phrases:
                span = (at + 1, widen(site.tokens, phrases[0], last, site.document.phrases)[1])
                yield (at, span[1]), cue, (at,), span


def _perspective_at(site: Site, at: int, last: int) -> Cue | None:
    if site.tokens[at].text.lower() not in site.document.words("perspective preposition"):
        return None
    for cue in site.document.tables.prepositions:
        if cue.words and cue.cue_class == "think" and cue.head == site.tokens[at].text.lower():
            nouns = [site.tokens[i].text.lower() for i in range(at + 1, min(last, at + 4))]
            if any(noun.endswith(cue.words[-1]) for noun in nouns):
                return cue
    return None


def _phrase_before(site: Site, at: int, first: int) -> Range | None:
    """The noun phrase that ends right before `at`: "Berichten zufolge", "Seiner Meinung nach"."""
    for phrase in find_phrases(site.tokens, first, at):
        span = widen(site.tokens, phrase, at, site.document.phrases)
        if span[1] == at and phrase.preposition is None:
            return span
    return None


def _is_postposed(site: Site, at: int, before: Range, cue: Cue) -> bool:
    """ "zufolge" always follows its noun; "nach" does so with a source noun and nothing nominal behind it."""
    following = site.tokens[at + 1].tag if at + 1 < site.last else "$."
    if "postposed" in cue.frames or site.tokens[at].tag == "APPO":
        return True
    if following in _NOMINAL_START and following != "$(":
        return False
    return any(_is_source_noun(site, i) for i in range(*before)) and "noun" in cue.frames


def _phrase_behind(site: Site, at: int, clause: Clause, last: int) -> tuple[Phrase, Range] | None:
    phrases = find_phrases(site.tokens, at + 1, last)
    if not phrases or phrases[0].first > at + 3 or any(site.tokens[i].mood for i in range(at + 1, phrases[0].first)):
        return None
    phrase = phrases[0]
    if phrase.preposition is not None and phrase.preposition != at:
        return None
    limit = min(last, clause.finite) if clause.finite is not None and at < clause.finite and is_main(clause) else last
    span = widen(site.tokens, phrase, limit, site.document.phrases)
    if clause.finite is not None and at < clause.finite and is_main(clause) and first_constituent(site, clause, at):
        # Before the finite verb stands one constituent, so all of it names the source.
        span = (span[0], max(span[1], limit)) if _no_verb(site, span[1], limit) else span
        span = with_apposition(site, clause, span, limit)
    elif span[1] == last and is_main(clause):
        span = with_apposition(site, clause, span, last)
    return phrase, (at + 1, span[1])


def first_constituent(site: Site, clause: Clause, at: int) -> bool:
    """Whether the clause begins with the phrase at `at`, conjunctions and adverbs apart."""
    return all(site.tokens[i].tag in {"KON", "ADV", "$("} for i in own_tokens(clause) if i < at)


def _no_verb(site: Site, first: int, last: int) -> bool:
    return all(site.tokens[i].tag[0] != "V" and site.tokens[i].tag != "$," for i in range(first, last))


def _names_source(site: Site, phrase: Phrase, cue: Cue) -> bool:
    """ "laut" takes anything; "nach" only nouns that are sources: "nach Angaben", not "nach dem Treffen"."""
    return "noun" not in cue.frames or any(_is_source_noun(site, i) for i in range(phrase.first, phrase.last))


def _is_past(site: Site, clause: Clause, cue: Cue, behind: tuple[Phrase, Range]) -> bool:
    """ "am Tag nach der Veröffentlichung", "nach dem Bericht klatschten alle": one of many would speak, this is a time.

    Whose it is makes a source of it ("nach dem Bericht der Stadt"), and so does the subjunctive.
    """
    phrase, span = behind
    if "noun" not in cue.frames or clause.mood in REPORTED_MOODS or span[1] > phrase.last:
        return False
    lone = site.tokens[phrase.first].text.lower() in site.document.words("definite")
    return lone and site.tokens[phrase.head].text.lower() in site.document.words("event")


def _is_source_noun(site: Site, index: int) -> bool:
    return site.document.tables.is_source(site.tokens[index]) and not _is_numbered(site, index)


def _is_numbered(site: Site, index: int) -> bool:
    """ "nach Artikel 5" is a rule and not a report; but "nach deren Angaben 20 Menschen" counts the people."""
    if index + 1 >= site.last or site.tokens[index + 1].tag != "CARD":
        return False
    counts = index + 2 < site.last and site.tokens[index + 2].tag in {"ADJA", "NN"}
    return not (counts and is_inflected(site.tokens[index]))


def by_adverb(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "Demnach sei …": the adverb is cue, speaker and frame; its source stands in the sentence before."""
    own = own_tokens(clause)
    for at in own:
        word = site.tokens[at].text.lower()
        if word not in site.document.words("thereafter") or not is_main(clause):
            continue
        cue = site.document.tables.adverbs.get(word)
        if cue is None or not (cue.strength >= STRONG or _follows_source(site, clause, at)):
            continue
        whole = site.sentences_of(clause)
        quote = tuple(q for q in (trim(site.tokens, r) for r in subtract(whole, [(at, at + 1)])) if q[0] < q[1])
        yield Candidate(
            StatementType.INDIRECT,
            cue.medium,
            quote,
            ("source adverb",),
            cue=(at,),
            cue_class=cue.cue_class,
            strength=STRONG,
            speaker=((at, at + 1),),
            frame=((at, at + 1),),
            matrix=clause.index,
        )


def _follows_source(site: Site, clause: Clause, at: int) -> bool:
    """ "Danach" goes by a source where the mood shows it, or at the start of a sentence behind one that names it."""
    if clause.mood in REPORTED_MOODS or _hearsay(site, clause):
        return True
    sentence = site.tokens[at].sentence
    if sentence == 0 or at != site.sentence_start(at):
        return False
    before = site.document.sentences[sentence - 1]
    return any(_is_source_noun(site, i) for i in range(before.first, before.last))


def by_relative_adverb(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "ein Bericht, wonach …": the adverb is cue and speaker, the content begins behind it."""
    if clause.opener is None or site.tokens[clause.opener].text.lower() not in site.document.words("wherefrom"):
        return
    cue = site.document.tables.adverbs[site.tokens[clause.opener].text.lower()]
    antecedent = find_antecedent(site, clause)
    if antecedent is None or not any(site.document.tables.find_noun(site.tokens[i]) for i in range(*antecedent)):
        return
    content = trim(site.tokens, (clause.opener + 1, site.extent(clause)[1]))
    if content[0] >= content[1]:
        return
    start = site.sentence_start(clause.first)
    yield Candidate(
        StatementType.INDIRECT,
        cue.medium,
        (content,),
        ("relative adverb",),
        cue=(clause.opener,),
        cue_class=cue.cue_class,
        strength=STRONG,
        speaker=(antecedent,),
        frame=subtract(
            (start, site.sentence_end(clause.first)), [content, (content[1], site.sentence_end(clause.first))]
        ),
        matrix=clause.index,
    )


def _hearsay(site: Site, clause: Clause) -> bool:
    return clause.finite is not None and site.tokens[clause.finite].lemma in site.document.words("modal hearsay")


# --- dependent clause in the subjunctive -----------------------------------------------------------------------------


def by_subjunctive_clause(site: Site, clause: Clause) -> Iterator[Candidate]:
    """A causal or relative clause in the subjunctive under any verb: "kritisierte den Plan, weil er zu teuer sei"."""
    if not is_dependent(clause) or clause.mood is not Mood.SUBJUNCTIVE_1 or complement_code(site, clause) is not None:
        return
    matrix = next((c for c in site.clauses if c.index == clause.parent), None)
    if matrix is None or matrix.mood in REPORTED_MOODS or matrix.finite is None or clause.first < matrix.first:
        return
    content = site.extent(clause)
    whole = (site.sentence_start(matrix.first), content[0])
    match = site.match(matrix)
    yield Candidate(
        StatementType.INDIRECT,
        match.cue.medium if match is not None else Medium.SPEECH_OR_WRITING,
        (trim(site.tokens, content),),
        ("dependent clause in the subjunctive",),
        cue=match.tokens if match is not None else (),
        cue_class=match.cue.cue_class if match is not None else None,
        strength=STRONG,
        speaker=find_speaker(site, matrix),
        frame=(whole,),
        matrix=clause.index,
    )


# --- noun with content -----------------------------------------------------------------------------------------------


def by_noun(site: Site, clause: Clause) -> Iterator[Candidate]:
    """A noun for words or thoughts with a clause: "die Warnung, dass …", "wies den Vorwurf zurück, er habe …"."""
    if clause.kind is ClauseKind.QUOTATION:
        return
    for first, last in clause.pieces:
        if last >= site.last or site.tokens[last].text not in {",", ":"}:
            continue
        for at in _speech_nouns(site, clause, first, last):
            cue = site.document.tables.find_noun(site.tokens[at])
            content = _noun_content(site, cue, last + 1) if cue is not None else None
            if cue is not None and content is not None and not _explains_told_object(site, clause, last + 1):
                yield _noun_candidate(site, clause, at, cue, content)
                return


def _explains_told_object(site: Site, clause: Clause, at: int) -> bool:
    """ "fordert Garantien, darunter die Zusage, dass …": the demand is told, its objects only explained."""
    match = site.match(clause)
    child = next((c for c in site.clauses if c.first == at), None)
    return match is not None and child is not None and belongs_to_noun(site, clause, match, child)


def _speech_nouns(site: Site, clause: Clause, first: int, last: int) -> Iterator[int]:
    """The noun right before the comma with its genitives; with a light verb ("kam die Nachricht") any noun."""
    phrases = find_phrases(site.tokens, first, last)
    light = clause.lemma in site.document.words("light verb")
    for phrase in reversed(phrases):
        end = widen(site.tokens, phrase, last, site.document.phrases)[1]
        if light or all(site.tokens[i].tag == "PTKVZ" for i in range(end, last)):
            yield phrase.head


def _noun_candidate(site: Site, clause: Clause, noun: int, cue: Cue, content: Range) -> Candidate:
    whole = (site.sentence_start(clause.first), site.sentence_end(noun))
    owner = _owner(site, clause, noun)
    speaker = owner or _voice(site, clause, noun)
    frame = tuple(r for r in subtract(whole, [content, (whole[1] - 1, whole[1])]) if r[0] < r[1])
    return Candidate(
        StatementType.INDIRECT,
        cue.medium,
        (trim(site.tokens, content),),
        ("noun with clause",),
        cue=_light_verb(site, clause, noun, alone=speaker in {owner, ()}),
        cue_class=cue.cue_class,
        strength=cue.strength,
        speaker=speaker,
        addressee=find_addressee(site, clause, cue, ()),
        frame=frame,
        matrix=clause.index,
    )


def _voice(site: Site, clause: Clause, noun: int) -> Ranges:
    """The subject utters the noun ("erhob den Vorwurf"), unless the noun is the subject: "Die Warnung kam spät"."""
    uttered = clause.lemma in site.document.words("light verb") or site.match(clause) is not None
    if clause.subject is not None and clause.subject.head == noun and not uttered:
        return ()
    lead = _phrase_of(site, clause, noun).preposition
    if lead is not None and site.tokens[lead].text.lower() in site.document.words("addressing"):
        # "Auf die Frage, ob er komme, wich er aus" is not his own question.
        return ()
    return find_speaker(site, clause)


def _noun_content(site: Site, cue: Cue, at: int) -> Range | None:
    """The clause that begins at `at` as the content of the noun."""
    following = next((c for c in site.clauses if c.first == at), None)
    if following is None:
        return None
    code = complement_code(site, following)
    if code is not None and code in cue.frames:
        return site.extent(following) if cue.strength >= FAIR or following.mood in REPORTED_MOODS else None
    reported = is_main(following) and following.mood in REPORTED_MOODS and not site.is_verb_first(following)
    return site.extent(following) if reported and "v2" in cue.frames else None


def _owner(site: Site, clause: Clause, noun: int) -> Ranges:
    """Whose demand it is: "die Forderung der Stadt", "der Vorwurf von Bell"."""
    for phrase, last in site.phrases(clause):
        end = widen(site.tokens, phrase, last, site.document.phrases)[1]
        if phrase.head != noun or end == phrase.last:
            continue
        attributive = site.tokens[phrase.last].text.lower() in site.document.phrases.attributive
        return ((phrase.last + 1 if attributive else phrase.last, end),)
    return ()


def _phrase_of(site: Site, clause: Clause, noun: int) -> Phrase:
    """The phrase of the clause whose head the noun is."""
    return next(phrase for phrase, _ in site.phrases(clause) if phrase.head == noun)


def _light_verb(site: Site, clause: Clause, noun: int, *, alone: bool) -> tuple[int, ...]:
    """The noun with the verb that carries it ("erhob den Vorwurf"), or without where nobody utters it that way."""
    verbs = [] if alone else [i for i in clause.verbs if site.tokens[i].tag != "PTKZU"]
    phrase = _phrase_of(site, clause, noun)
    start = phrase.first if phrase.preposition is None else phrase.preposition
    return tuple(sorted({*verbs, *range(start, noun + 1)}))


# --- Dies teilte sie mit ---------------------------------------------------------------------------------------------


def by_demonstrative(site: Site, clause: Clause) -> Iterator[Candidate]:
    """ "Dies teilte die Behörde mit.": the content is the sentence before, and the word that points at it."""
    match = site.match(clause)
    if match is None or not is_main(clause) or clause.mood in REPORTED_MOODS:
        return
    speaker = find_source_phrase(site, clause) if is_impersonal(site, clause) else find_speaker(site, clause)
    known = any(_is_source_noun(site, i) for first, last in speaker for i in range(first, last))
    if match.cue.strength < STRONG and not known:
        return
    own = own_tokens(clause)
    pointing = next((i for i in own if site.tokens[i].text.lower() in site.document.words("demonstrative")), None)
    if pointing is None:
        pointing = next((i for i in own[:1] if site.tokens[i].text.lower() in site.document.words("correlate")), None)
        if pointing is None or not match.cue.prepositions:
            return
    elif site.tokens[pointing].tag != "PDS":
        return
    if any(complement_code(site, c) for c in site.children(clause)):
        return
    sentence = site.tokens[pointing].sentence
    if sentence == 0 or not match.cue.frames & {"that", "v2"} or not (speaker or clause.voice is Voice.PASSIVE):
        return
    previous = site.document.sentences[sentence - 1]
    if previous.paragraph != site.document.sentences[sentence].paragraph or pointing != own[0]:
        return
    content = trim(site.tokens, (previous.first, previous.last))
    frame = trim(site.tokens, (pointing + 1, site.sentence_end(pointing)))
    yield Candidate(
        StatementType.INDIRECT,
        match.cue.medium,
        (content, (pointing, pointing + 1)),
        ("demonstrative for the sentence before",),
        cue=match.tokens,
        cue_class=match.cue.cue_class,
        strength=STRONG,
        speaker=speaker,
        addressee=find_addressee(site, clause, match.cue, speaker),
        frame=(frame,),
        matrix=clause.index,
    )

"""KRAUTS as it is published: TimeML of our own in the folders of a clone."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval import krauts
from eval.krauts_corpus import load_documents
from wortlaut.errors import InputError

TIMEML = """<?xml version="1.0" ?>
<TimeML>
<DOCID>Bruecke</DOCID>
<DCT><TIMEX3 tid="t0" type="DATE" value="2001-02-15">15.02.2001</TIMEX3></DCT>
<TITLE>Die Brücke am <TIMEX3 tid="t4" type="DATE" value="2001-02-12">Montag</TIMEX3></TITLE>
<TEXT>
Bau &amp; Rat: Seit <TIMEX3 tid="t1" type="DATE" value="1998-SU">dem Sommer 1998</TIMEX3> ruht der Bau.
Das dauert <TIMEX3 tid="t2" type="DURATION">lange</TIMEX3>.<TIMEX3 tid="t3" type="DATE" value="PAST_REF"/>
</TEXT>
<TIMEX3 tid="t5" type="DATE" value="PAST_REF"/>
</TimeML>
"""
TEXT = "\nBau & Rat: Seit dem Sommer 1998 ruht der Bau.\nDas dauert lange.\n"


def write(path: Path, content: str = TIMEML) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in ("1_Bruecke.tml", "2_Kai.tml", "3_Hafen.tml"):
        write(tmp_path / "KRAUTS_DieZeit" / name)
    for name in ("17_text.txt.tml", "18_text.txt.tml"):
        write(tmp_path / "KRAUTS_Dolomiten-100" / name)
    write(tmp_path / "KRAUTS_Dolomiten-42" / "19_text.txt.tml")
    return tmp_path


def test_the_text_is_what_stands_inside_text_without_tags(clone: Path) -> None:
    document = load_documents(clone / "KRAUTS_DieZeit")[0]
    assert (document.name, document.part, document.date) == ("DieZeit__1_Bruecke", "DieZeit", "2001-02-15")
    assert document.text == TEXT
    assert [(time.span.of(TEXT), time.type, time.value) for time in document.gold] == [
        ("dem Sommer 1998", "DATE", "1998-SU"),
        ("lange", "DURATION", ""),
    ]


def test_a_clone_is_read_as_dev(clone: Path) -> None:
    assert [document.name for document in load_documents(clone)] == [
        "DieZeit__1_Bruecke",
        "DieZeit__3_Hafen",
        "Dolomiten-100__17",
        "Dolomiten-100__18",
    ]


def test_heideltime_stands_beside_where_the_clone_has_it(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert krauts.measure_heideltime(clone, load_documents(clone)) is None
    write(clone / "KRAUTS_Dolomiten-100_Heideltime" / "17_text.txt.tml", TIMEML.replace("1998-SU", "1999-SU"))
    assert krauts.main([str(clone)]) == 0
    printed = capsys.readouterr().out
    assert "split dev: development figures" in printed
    assert "HeidelTime: found" in printed
    heideltime = krauts.measure_heideltime(clone, load_documents(clone))
    assert heideltime is not None
    assert (heideltime.parts["all"].right["relaxed"], heideltime.parts["all"].right["value"]) == (2, 1)


@pytest.mark.parametrize(
    "content",
    ["", "<TimeML>", "<TimeML><TEXT>Am Montag</TEXT></TimeML>", TIMEML.replace("DURATION", "DAY"), "<TimeML/>"],
)
def test_a_broken_file_is_named(tmp_path: Path, content: str) -> None:
    path = write(tmp_path / "KRAUTS_DieZeit" / "odd.tml", content)
    with pytest.raises(InputError, match=r"odd\.tml: "):
        load_documents(path.parent)


def test_a_clone_without_files_is_an_input_error(tmp_path: Path) -> None:
    for name in ("KRAUTS_DieZeit", "KRAUTS_Dolomiten-100"):
        (tmp_path / name).mkdir()
    with pytest.raises(InputError, match="no JSON"):
        load_documents(tmp_path)

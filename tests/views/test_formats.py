from wortlaut.views.formats import name_files


def test_files_are_named_after_reports_without_clashes() -> None:
    assert name_files(["hafen", "Hafen", "index", "hafen-2"], ".html") == [
        "hafen.html",
        "Hafen-2.html",
        "index-2.html",
        "hafen-2-2.html",
    ]
    assert name_files(["index", "hafen"], ".tml") == ["index.tml", "hafen.tml"]

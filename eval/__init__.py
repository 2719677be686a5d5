"""Measure the reader in public: figures that anybody can print again from the same files.

    python -m eval.wikinews FOLDER    the German Wikinews quotation set in its published JSON
    python -m eval.krauts FOLDER      the time expressions of KRAUTS, a clone of it or JSON
    python -m eval.deadlines          our own sentences about deadlines and spans of time
    python -m eval.article FOLDER     one report with a record made by hand

The texts of others are no part of the project. `floors.toml` pins the figures that must not fall and the digests of
the files that they were measured on. Needs the extra ``eval`` (numpy, scipy).
"""

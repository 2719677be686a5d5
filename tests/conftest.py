"""What all tests share: no test fails because a machine is slow."""

from hypothesis import settings

settings.register_profile("wortlaut", deadline=None)
settings.load_profile("wortlaut")

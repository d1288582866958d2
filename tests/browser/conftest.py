"""Fixtures of the tests on a bare page."""

from bare import mounted, opened  # noqa: F401

"""Fixtures of the tests on a bare page."""

from bare import bare_browser, mounted, opened  # noqa: F401

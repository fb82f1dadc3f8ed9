"""Waits for what a page comes to, asked from outside: its policy lets no `eval` of the tools run."""

import pytest


def wait_until(page, condition, seconds=10):
    """Asks the page for the JavaScript expression until it is true."""
    for _ in range(seconds * 10):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"Never true: {condition}")

"""axe-core on a page: what it calls serious or critical.

Formulas are MathJax's, and alike on all pages: they are looked at whole on one page of each kind.
"""

from axe_playwright_python.sync_playwright import Axe

# Contrast takes axe longest, and a long page shows the same few inks thousands of times: of a
# code's spans it looks at the first of each kind, and of formulas, inked as the text around them
# is, at none. What is taken away leaves its words behind.
THIN = """() => {
    const seen = new Set();
    for (const span of document.querySelectorAll('pre span, code span')) {
        const kind = span.className + '|' + span.getAttribute('style');
        if (seen.has(kind)) span.replaceWith(...span.childNodes);
        seen.add(kind);
    }
    for (const formula of document.querySelectorAll('mjx-container')) formula.replaceWith('x');
}"""


def everything(page, context=None):
    """Return what is wrong, colours and rules, a set of (rule, element); thins the page out."""
    thin(page)
    return _serious(page, context, {})


def rules(page, context=None):
    """Return what breaks a rule, colours apart: a set of (rule, element)."""
    return _serious(page, context, {"rules": {"color-contrast": {"enabled": False}}})


def colours(page, context=None):
    """Return what cannot be read for its colours: a set of (rule, element); thins the page out."""
    thin(page)
    return _serious(page, context, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def thin(page):
    """Leave of a page one of each kind that axe would look at a thousand times."""
    page.evaluate(THIN)


def _serious(page, context, options):
    options = {"resultTypes": ["violations"], **options}
    return {
        (problem["id"], node["html"][:150])
        for problem in Axe().run(page, context=context, options=options).response["violations"]
        if problem["impact"] in ("serious", "critical")
        for node in problem["nodes"]
    }

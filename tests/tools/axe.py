"""axe-core on a page: what it calls serious or critical."""

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


def rules(page, context=None):
    """Return what breaks a rule, colours apart: a set of (rule, element)."""
    return _serious(page, context, {"rules": {"color-contrast": {"enabled": False}}})


def colours(page, context=None):
    """Return what cannot be read for its colours; the page is thinned out, and of no more use."""
    page.evaluate(THIN)
    return _serious(page, context, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _serious(page, context, options):
    options = {"resultTypes": ["violations"], **options}
    return {
        (problem["id"], node["html"][:150])
        for problem in Axe().run(page, context=context, options=options).response["violations"]
        if problem["impact"] in ("serious", "critical")
        for node in problem["nodes"]
    }

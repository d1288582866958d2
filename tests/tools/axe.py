"""axe-core on a page: what it calls serious or critical.

Formulas are MathJax's, and alike on all pages: they are looked at whole on one page of each kind.
"""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

# Contrast takes axe longest, and a long page shows the same few inks thousands of times. It looks
# at what is marked: all controls, and three texts of each colour, size and weight on one ground.
MARK = """context => {
    const chains = new Map(), seen = {};
    const ground = one => {
        if (!one) return "";
        if (!chains.has(one)) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            const own = [backgroundColor, backgroundImage, opacity].join();
            const plain = own === "rgba(0, 0, 0, 0),none,1";
            chains.set(one, ground(one.parentElement) + (plain ? "" : `/${own}`));
        }
        return chains.get(one);
    };
    const isShown = one => {
        const { width, height } = one.getBoundingClientRect();
        return width > 1 && height > 1 && getComputedStyle(one).visibility === "visible";
    };
    const holdsText = one => Array.from(one.childNodes).some(
        node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const one of document.querySelectorAll("[data-ink]")) one.removeAttribute("data-ink");
    const roots = Array.from(document.querySelectorAll(context ?? "body"));
    for (const one of roots.flatMap(root => [root, ...root.querySelectorAll("*")])) {
        if (one.matches("input, select, textarea, button")) one.setAttribute("data-ink", "");
        if (!holdsText(one) || !isShown(one)) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(one);
        const kind = [color, fontSize, fontWeight, ground(one)].join();
        seen[kind] = (seen[kind] ?? 0) + 1;
        if (seen[kind] < 4) one.setAttribute("data-ink", "");
    }
}"""
CONTRAST = "axe.configure({rules: [{id: 'color-contrast', selector: '[data-ink]'}]});"

# Of a code's spans the rules look at the first of each kind, and of formulas at none. What is taken
# away leaves its words behind.
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
    page.evaluate(THIN)
    return _serious(page, context, {})


def rules(page, context=None):
    """Return what breaks a rule, colours apart: a set of (rule, element)."""
    return _serious(page, context, {"rules": {"color-contrast": {"enabled": False}}})


def colours(page, context=None):
    """Return what cannot be read for its colours: a set of (rule, element); thins the page out."""
    page.evaluate(THIN)
    return _serious(page, context, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


def _serious(page, context, options):
    page.evaluate(MARK, context)
    options = {"resultTypes": ["violations"], **options}
    found = Axe(AXE_SCRIPT + CONTRAST).run(page, context=context, options=options)
    return {
        (problem["id"], node["html"][:150])
        for problem in found.response["violations"]
        if problem["impact"] in ("serious", "critical")
        for node in problem["nodes"]
    }

"""How Sphinx makes web pages of the notebooks; `tests/tools/site.py` calls it."""

from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
MATHJAX = Path(find_spec("sphinx-mathjax-offline").origin).parent / "static" / "mathjax"

project = "The multilayer perceptron in MXNet"
author = ""
language = "en"
extensions = ["myst_nb"]
exclude_patterns = ["_build"]

nb_execution_mode = "off"  # the pages show what is committed
nb_ipywidgets_js = {}  # no widget script from elsewhere; site.py leaves static pictures
myst_enable_extensions = ["amsmath", "deflist", "dollarmath"]
myst_heading_anchors = 3
myst_links_external_new_tab = False

html_theme = "sphinx_book_theme"
html_title = project
templates_path = [str(HERE / "templates")]
html_static_path = [
    str(HERE / "static"),
    str(HERE / "static" / "vendor" / "minisearch.js"),
    str(MATHJAX / "tex-svg-full.js"),
    str(HERE.parents[1] / "build" / "site-static"),  # explorers, which site.py has written
]
html_css_files = ["course.css"]
html_js_files = [
    (name, {"defer": "defer"}) for name in ("course.js", "answers.js", "states.js", "explorers.js")
]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
# One file with all extensions and glyphs in it, beside the pages.
mathjax_path = "tex-svg-full.js"
mathjax_options = {"defer": "defer"}
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": False,  # each page offers the notebook itself
    "use_fullscreen_button": False,
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
    "navbar_persistent": [],
    "search_bar_text": "Search the course",
}

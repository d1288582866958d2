"""A small table that reads well as plain text, as HTML, and by a screen reader."""

from html import escape

from d2lmlp.fitting.terminal import showable

LEFT = 'style="text-align: left"'  # JupyterLab sets texts in tables flush right


class Drawn(str):
    """A cell that is drawn where there is HTML, and written where there is only text."""

    def __new__(cls, text, html):
        self = super().__new__(cls, text)
        self.html = html
        return self


class Table:
    """Rows of short texts under a caption; a cell that ends with ``Table`` shows it.

    Attributes
    ----------
    caption : str
    columns : tuple of str
        The first column names the rows.
    rows : list of tuple of str
        `Drawn` cells among them.
    """

    def __init__(self, caption, columns, rows):
        self.caption, self.columns = caption, tuple(columns)
        self.rows = [tuple(c if isinstance(c, str) else str(c) for c in row) for row in rows]

    def __repr__(self):
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines)]
        padded = ["  ".join(c.ljust(w) for c, w in zip(line, widths)).rstrip() for line in lines]
        return showable("\n".join([self.caption, *padded]))

    def _repr_html_(self):
        head = "".join(f'<th scope="col" {LEFT}>{escape(name)}</th>' for name in self.columns)
        body = "".join(
            f'<tr><th scope="row" {LEFT}>{escape(first)}</th>'
            + "".join(
                f"<td {LEFT}>{getattr(cell, 'html', None) or escape(cell)}</td>" for cell in rest
            )
            + "</tr>"
            for first, *rest in self.rows
        )
        return (
            f"<table><caption>{escape(self.caption)}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


def _html(cell):
    return cell.html if isinstance(cell, Drawn) else escape(cell)

"""What a class has not understood: one page that needs no other file."""


def anonymous(rows):
    return rows


def write(rows, path):
    path.write_text("", encoding="utf-8")

"""Where the nodes of a recorded graph stand, and a still of it for readers without a kernel."""

from d2lmlp.explore.graph_words import SHORT, expression, names, numbers

WIDTH, HEIGHT, ACROSS, DOWN = 150, 54, 168, 92  # of a node, and from node to node, in pixels


def placed(nodes):
    """Lay a graph out in layers, leaves above what reads them and the result at the bottom.

    Parameters
    ----------
    nodes : list of Node

    Returns
    -------
    places : list of (x, y)
        The centre of each node.
    lines : dict of (node, k) to list of (x, y)
        The way of the edge from the k-th input of a node down to it.
    """
    from igraph import Graph

    layers = []
    for node in nodes:
        layers.append(1 + max((layers[k] for k in node.inputs), default=-1))
    for k, node in enumerate(nodes):
        if node.op == "null":  # just above the first that reads it
            layers[k] = min(layers[j] for j, other in enumerate(nodes) if k in other.inputs) - 1
    edges, ways = [], {}
    for j, node in enumerate(nodes):
        for k, i in enumerate(node.inputs):
            way = [i]
            for layer in range(layers[i] + 1, layers[j]):  # a bend in each layer that is crossed
                layers.append(layer)
                way.append(len(layers) - 1)
            ways[j, k] = [*way, j]
            edges += zip(ways[j, k], ways[j, k][1:])
    graph = Graph(len(layers), edges, directed=True)
    found = graph.layout_sugiyama(layers=layers, hgap=1, vgap=1, maxiter=500)
    left = min(x for x, _ in found)
    spots = [
        (round((x - left) * ACROSS) + ACROSS // 2, round(y * DOWN) + DOWN // 2) for x, y in found
    ]
    lines = {edge: [spots[i] for i in way] for edge, way in ways.items()}
    for (j, k), line in lines.items():
        ends = sorted((lines[j, i][-2][0], i) for i in range(len(nodes[j].inputs)))
        place = [i for _, i in ends].index(k)  # from left to right, so that edges do not cross
        apart = (place - (len(ends) - 1) / 2) * 24
        (x0, y0), (x1, y1) = line[0], line[-1]
        lines[j, k] = [
            (x0 + apart / 2, y0 + HEIGHT // 2), *line[1:-1], (x1 + apart, y1 - HEIGHT // 2),
        ]  # fmt: skip
    return spots[: len(nodes)], lines


def boxes(nodes):
    """Write what stands in each node: a name, its value and its gradient."""
    called = names(nodes)
    said = []
    for node, name in zip(nodes, called):
        form = expression(node, [called[k] for k in node.inputs]) if node.op != "null" else ""
        head = f"{name} = {form}" if form and len(name) + len(form) < SHORT else form or name
        said.append((head, numbers(node.value, SHORT), numbers(node.gradient, SHORT)))
    return said


def stills(nodes):
    """Draw the graph after the backward pass and, where there is room beside, after the forward.

    Returns
    -------
    matplotlib.figure.Figure
    """
    from matplotlib.figure import Figure

    from d2lmlp.figures.alttext import describe

    places, lines = placed(nodes)
    width, height = (max(place[k] for place in places) for k in (0, 1))
    width, height = width + ACROSS // 2, height + DOWN // 2
    frames = ["forward: the values", "backward: the gradients ∂"][-2 if width < 480 else -1 :]
    tall = height / 96 + 0.3
    fig = Figure(figsize=(len(frames) * width / 96, tall), facecolor="white")
    for k, title in enumerate(frames):
        ax = fig.add_axes((k / len(frames), 0, 1 / len(frames), 1 - 0.3 / tall))
        ax.set(xlim=(0, width), ylim=(height, 0), title=title)
        ax.axis("off")
        _draw(ax, nodes, places, lines, backward=title.startswith("backward"))
    called = names(nodes)
    describe(fig, " ".join(
        f"{name}: value {numbers(node.value)}, gradient {numbers(node.gradient)}."
        for name, node in zip(called, nodes)
    ))  # fmt: skip
    return fig


def _draw(ax, nodes, places, lines, backward):
    from matplotlib.patches import FancyBboxPatch

    colour = "#B04A00" if backward else "#0072B2"
    for (j, k), line in lines.items():
        ax.plot(*zip(*line), color=colour, lw=1.2, ls="--" if backward else "-", zorder=1)
        tip, before = (line[0], line[1]) if backward else (line[-1], line[-2])
        look = {"arrowstyle": "->", "color": colour, "shrinkA": 0, "shrinkB": 0}
        ax.annotate("", tip, before, arrowprops=look)
        if backward:
            (x0, y0), (x1, y1) = line[-2:]
            share = numbers(nodes[j].shares[k], 12)
            paper = {"fc": "white", "ec": "none", "pad": 0.6}
            ax.text((x0 + x1) / 2, (y0 + y1) / 2, share, fontsize=7, color="#8A3A00",
                    ha="center", va="center", bbox=paper)  # fmt: skip
    for node, (x, y), (head, value, gradient) in zip(nodes, places, boxes(nodes)):
        fill = "#FFF1D6" if node.op == "null" else "#DCEBF5"
        corner = (x - WIDTH / 2, y - HEIGHT / 2)
        ax.add_patch(FancyBboxPatch(
            corner, WIDTH, HEIGHT, boxstyle="round,pad=0,rounding_size=7", facecolor=fill,
            edgecolor="#333333", lw=0.8, zorder=2,
        ))  # fmt: skip
        ax.text(x, y - 17, head, ha="center", va="center", fontsize=8, weight="bold", zorder=3)
        ax.text(x, y, value, ha="center", va="center", fontsize=8, color="#00507D", zorder=3)
        if backward:
            ax.text(x, y + 17, f"∂ {gradient}", ha="center", va="center", fontsize=8,
                    color="#8A3A00", zorder=3)  # fmt: skip

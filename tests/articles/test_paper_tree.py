"""Drawn HTML as the tree that the leaflet's type is set from."""

from articles.rendering.paper_tree import paper_tree


def test_headings_skip_no_level():
    tree = paper_tree("<h4>One</h4><h4>Two</h4><h3>Three</h3>", 2)
    assert [node["level"] for node in tree] == [3, 4, 3]


def test_unknown_tags_leave_what_they_hold():
    assert paper_tree('<div class="scroll"><p>A  <mark>b</mark>\n</p></div>', 2) == [
        {"tag": "p", "children": ["A ", "b", " "]}
    ]


def test_a_table_knows_its_columns():
    html = "<table><tbody><tr><th colspan='2'>A</th></tr><tr><td>B</td><td>C</td></tr></tbody></table>"
    (table,) = paper_tree(html, 2)
    assert table["columns"] == 2
    assert [[cell["is_head"] for cell in row] for row in table["rows"]] == [[True], [False, False]]

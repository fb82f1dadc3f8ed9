"""The blocks of a Word file in a row: items become lists, captions go to what they are of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class WordBlock:
    """A paragraph, an item or a table in HTML. `depth` counts the lists around an item, -1 for none."""

    html: str
    kind: str = "p"
    depth: int = -1
    list_id: str = ""
    counts: bool = False
    number: int = 1


def assembled(blocks: Sequence[WordBlock]) -> Iterator[str]:
    """Items become lists, captions go to the table or the picture beside them."""
    blocks = _with_captions(blocks)
    open_lists: list[WordBlock] = []
    for block in blocks:
        if block.kind != "item":
            yield from _closed(open_lists, -1)
            yield f"<p>{block.html}</p>" if block.kind in ("caption", "picture") else block.html
            continue
        yield from _closed(open_lists, block.depth)
        if open_lists and open_lists[-1].depth == block.depth:
            before = open_lists[-1]
            if before.counts != block.counts or (before.list_id != block.list_id and block.number == 1):
                yield from _closed(open_lists, block.depth - 1)
            else:
                yield "</li>"
        if not open_lists or open_lists[-1].depth < block.depth:
            start = f' start="{block.number}"' if block.counts and block.number != 1 else ""
            yield f"<ol{start}>" if block.counts else "<ul>"
            open_lists.append(block)
        yield f"<li>{block.html}"
    yield from _closed(open_lists, -1)


def _closed(open_lists: list[WordBlock], depth: int) -> Iterator[str]:
    """The ends of the lists that are deeper."""
    while open_lists and open_lists[-1].depth > depth:
        yield f"</li></{'ol' if open_lists.pop().counts else 'ul'}>"


def _with_captions(blocks: Sequence[WordBlock]) -> list[WordBlock]:
    made: list[WordBlock] = []
    waiting = ""
    for i, block in enumerate(blocks):
        following = blocks[i + 1].kind if i + 1 < len(blocks) else ""
        if block.kind == "caption" and following == "table":
            waiting = block.html
        elif block.kind == "caption" and made and made[-1].kind == "picture":
            made[-1] = WordBlock(
                f"<figure>{made[-1].html}<figcaption>{block.html}</figcaption></figure>", "figure"
            )
        elif block.kind == "caption" and following == "picture":
            waiting = block.html
        elif waiting and block.kind == "picture":
            made.append(
                WordBlock(f"<figure>{block.html}<figcaption>{waiting}</figcaption></figure>", "figure")
            )
            waiting = ""
        elif block.kind == "table":
            caption = f"<caption>{waiting}</caption>" if waiting else ""
            made.append(replace(block, html=block.html.replace("<table>", f"<table>{caption}", 1)))
            waiting = ""
        elif block.kind == "caption" and made and made[-1].kind == "table":
            caption = f"<table><caption>{block.html}</caption>"
            made[-1] = replace(made[-1], html=made[-1].html.replace("<table>", caption, 1), kind="captioned")
        else:
            made.append(block)
    return made

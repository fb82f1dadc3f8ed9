"""Two editors at one article: nobody's text is lost, and nobody's is overwritten unseen.

When somebody saved since the form was opened, each part of it is compared three ways. What only the other
changed is taken into the form; what only this editor changed stays; what both changed stays as this editor
wrote it, with the other's text shown beside it. The form is not saved but shown again: saving it then is on
purpose.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _

from articles.admin.odd_requests import is_key

from .form_state import NOT_COMPARED, Row, Stored, Values, fingerprint, read_seen, row_fingerprint


@dataclass(frozen=True)
class TwoTexts:
    """A part that both editors changed, as plain texts. An empty one was deleted or left empty."""

    label: str
    mine: str
    theirs: str


@dataclass
class Conflict:
    """`both` holds what both changed, `taken` names what was taken from the other, `post` is the form data
    that came of it."""

    post: QueryDict
    who: str = ""
    both: list[TwoTexts] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.both or self.taken)


def merge(post: QueryDict, now: Stored) -> Conflict:
    """The form of one editor, laid over what another stored meanwhile. It is false if they don't meet."""
    seen = read_seen(post)
    conflict = Conflict(post.copy())
    for name, theirs in now.fields.items():
        _merge_field(conflict, now, seen, name, theirs)
    for prefix in now.rows:
        if f"{prefix}-TOTAL_FORMS" in post:
            _RowMerge(conflict, now, seen, prefix).run()
    return conflict


def _merge_field(conflict, now, seen, name, theirs):
    mine, before = conflict.post.getlist(name), seen.get(name)
    if fingerprint(mine) == fingerprint(theirs) or before == fingerprint(theirs):
        return
    if before == fingerprint(mine):
        conflict.post.setlist(name, theirs)
        conflict.taken.append(now.label(name))
        return
    texts = (now.field_words(name, mine), now.field_words(name, theirs))
    conflict.both.append(TwoTexts(now.label(name), *texts))


class _RowMerge:
    """The rows of one inline. `kept` will be those that are stored, `new` those that are not."""

    def __init__(self, conflict: Conflict, now: Stored, seen: dict[str, str], prefix: str):
        self.conflict, self.now, self.seen, self.prefix = conflict, now, seen, prefix
        self.rows = now.rows[prefix]
        self.posted = list(_posted_rows(conflict.post, prefix))
        self.kept: list[Values] = []
        self.new: list[Values] = []

    def run(self):
        takes_order = self._takes_order()
        for pk, mine in self.posted:
            pk = pk if pk in self.rows or not pk else self._twin(mine)
            if pk:
                self._merge_stored(pk, mine)
            elif mine.get("id", [""])[0]:
                self._merge_deleted(mine)
            else:
                self.new.append(mine)
        self._add_theirs()
        if takes_order:
            for row in self.kept:
                row["order"] = [str(self.rows[row["id"][0]].order)]
        self._write()

    def _takes_order(self) -> bool:
        """Whether the places come from the other editor, who alone moved rows."""
        mine = [pk for pk, _values in sorted(self.posted, key=_place) if pk]
        common = [pk for pk in mine if pk in self.rows]
        before = self.seen.get(f"{self.prefix}:order")
        if before == fingerprint(self.rows) or common == [pk for pk in self.rows if pk in common]:
            return False
        label = _("Order of %(rows)s") % {"rows": self.prefix.replace("_", " ")}
        if before == fingerprint(mine):
            self.conflict.taken.append(label)
            return True
        texts = ("\n".join(self.rows[pk].label for pk in pks) for pks in (common, self.rows))
        self.conflict.both.append(TwoTexts(label, *texts))
        return False

    def _twin(self, mine: Values) -> str:
        """A stored row that says the same as one that is gone: an import writes rows anew."""
        taken = {pk for pk, _values in self.posted} | {row["id"][0] for row in self.kept}
        same = (pk for pk, row in self.rows.items() if pk not in taken and _same(row, mine))
        return next(same, "")

    def _merge_stored(self, pk: str, mine: Values):
        theirs, before = self.rows[pk], self.seen.get(f"{self.prefix}:{pk}")
        mine = {**mine, "id": [pk]}
        deleted = bool(_first(mine, "DELETE"))
        if before == row_fingerprint(theirs.values) or (_same(theirs, mine) and not deleted):
            self.kept.append(mine)
        elif before == row_fingerprint(mine) and not deleted:
            self.conflict.taken.append(theirs.label)
            self.kept.append({**theirs.values, "id": [pk], "order": mine.get("order", [])})
        else:
            self._show(theirs.label, {} if deleted else mine, theirs.values)
            self.kept.append(mine)

    def _merge_deleted(self, mine: Values):
        """A row that the other deleted: gone if this editor had left it as it was, else kept as new."""
        label = (
            _first(mine, "heading")
            or _first(mine, "title")
            or (_("one of the %(rows)s") % {"rows": self.prefix})
        )
        if _first(mine, "DELETE"):
            return
        if self.seen.get(f"{self.prefix}:{_first(mine, 'id')}") == row_fingerprint(mine):
            self.conflict.taken.append(_("%(label)s (deleted)") % {"label": label})
            return
        self._show(label, mine, {})
        self.new.append({**mine, "id": [""]})

    def _show(self, label: str, mine: Values, theirs: Values):
        texts = (self.now.row_words(self.prefix, values) for values in (mine, theirs))
        self.conflict.both.append(TwoTexts(label, *texts))

    def _add_theirs(self):
        met = {row["id"][0] for row in self.kept}
        for pk, row in self.rows.items():
            if pk not in met:
                self.conflict.taken.append(_("%(label)s (added)") % {"label": row.label})
                self.kept.append({**row.values, "id": [pk]})

    def _write(self):
        post, prefix = self.conflict.post, self.prefix
        for name in [name for name in post if _is_row_field(name, prefix)]:
            del post[name]
        for i, row in enumerate([*self.kept, *self.new]):
            for name, values in row.items():
                post.setlist(f"{prefix}-{i}-{name}", values)
        post[f"{prefix}-TOTAL_FORMS"] = str(len(self.kept) + len(self.new))
        post[f"{prefix}-INITIAL_FORMS"] = str(len(self.kept))


def _same(row: Row, values: Values) -> bool:
    return row_fingerprint(row.values) == row_fingerprint(values)


def _first(row: Values, name: str) -> str:
    return (row.get(name) or [""])[0]


def _place(item: tuple[str, Values]) -> int:
    text = _first(item[1], "order")
    return int(text) if is_key(text) else 10_000


def _is_row_field(name: str, prefix: str) -> bool:
    rest = name.removeprefix(f"{prefix}-")
    return rest != name and is_key(rest.partition("-")[0])


def _posted_rows(post: QueryDict, prefix: str) -> Iterator[tuple[str, Values]]:
    """Primary key (empty for a new row) and values of each row that was sent, in their order."""
    rows: dict[int, Values] = {}
    for name, values in post.lists():
        if _is_row_field(name, prefix):
            number, _dash, field_name = name.removeprefix(f"{prefix}-").partition("-")
            rows.setdefault(int(number), {})[field_name] = values
    for _number, row in sorted(rows.items()):
        compared = any(any(values) for name, values in row.items() if name not in NOT_COMPARED)
        if compared or _first(row, "id"):
            yield _first(row, "id"), row

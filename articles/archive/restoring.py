"""An archive to an empty site."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.contrib.sites.models import Site
from django.core.management.color import no_style
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from articles import related, search
from articles.models import ChainLink, UnfinishedRebuild
from articles.models.append_only import AppendOnly
from articles.models.chain import append_all
from articles.pictures import keep_file
from articles.publishing.live_repair import repair_live

from .file import FORMAT, MANIFEST, Archive, ArchiveRefused, member_of
from .rows import clear, insert
from .tables import OF_MIGRATE, kept_models, models_of
from .writing import PICTURES, Progress, applied_migrations

NAME = "import"
BATCH = 500
STEPS = {"search": search.rebuild, "related": related.rebuild, "live": repair_live}


def why_not(archive: Archive) -> Iterator[str]:
    """The reasons why this archive can't be read into this site."""
    made = archive.manifest
    if made.get("format") != FORMAT:
        yield f"The archive has the format {made.get('format')}; this program reads {FORMAT}."
        return
    yield from _other_migrations(set(made["migrations"]), set(applied_migrations()))
    expected = {*map(member_of, made["tables"]), *(f"{PICTURES}{name}" for name in made["pictures"])}
    for name in sorted(expected - set(archive.names())):
        yield f"The archive lacks {name}, which its {MANIFEST} names."
    yield from _why_not_empty()


def _other_migrations(theirs: set[str], ours: set[str]) -> Iterator[str]:
    if more := sorted(theirs - ours):
        yield f"The archive comes from another release: this site lacks the migration {more[-1]}."
    elif more := sorted(ours - theirs):
        yield (
            f"The archive comes from another release, which lacks the migration {more[-1]}. Read it in with "
            "that release, then upgrade."
        )


def _why_not_empty() -> Iterator[str]:
    for model in kept_models():
        if model._meta.label not in OF_MIGRATE and (count := model._base_manager.count()):
            yield (
                f"This site isn't empty: rows in {model._meta.db_table}: {count:,}. "
                "An archive is only read into a new database, right after migrate."
            )
            return


def is_half_done(archive: Archive) -> bool:
    """Whether the rows of this very archive are here already, and only rebuilding was broken off."""
    run = UnfinishedRebuild.objects.filter(name=NAME).first()
    return run is not None and run.state["archive"] == archive.digest


def restore(archive: Archive, progress: Progress = lambda done, total: None, *, is_trial: bool = False):
    """Writes pictures, and all rows in one transaction. What is rebuilt comes afterwards.

    A trial writes the rows and takes them back. Raises ArchiveRefused; then nothing was changed.
    """
    if reasons := list(why_not(archive)):
        raise ArchiveRefused(" ".join(reasons))
    for name in () if is_trial else archive.manifest["pictures"]:
        keep_file(name, archive.data(f"{PICTURES}{name}"))
    try:
        with transaction.atomic():
            _write_rows(archive, progress)
            UnfinishedRebuild.objects.create(name=NAME, state={"archive": archive.digest})
            transaction.set_rollback(is_trial)
    except IntegrityError as error:
        raise ArchiveRefused(f"The rows of the archive don't fit together: {error}") from error
    finally:
        ContentType.objects.clear_cache()
        Site.objects.clear_cache()


def rebuild(progress: Progress = lambda done, total: None):
    """Makes the rows that follow from those of the archive. Broken off, it goes on when it's called again."""
    for step in STEPS.values():
        step(progress)
    UnfinishedRebuild.objects.filter(name=NAME).delete()


def _write_rows(archive: Archive, progress: Progress):
    models = [model for model in kept_models() if model._meta.db_table in archive.manifest["tables"]]
    clear(models_of(OF_MIGRATE))
    done, total = 0, sum(archive.manifest["tables"].values())
    for model in models:
        for lines in _batches(archive, model):
            insert(model, lines)
            done += len(lines)
            progress(done, total)
    if archive.manifest["is_anonymous"]:
        _link_anew(models)
    connection.check_constraints()
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def _batches(archive: Archive, model: type[Model]) -> Iterator[list[bytes]]:
    lines: list[bytes] = []
    for line in archive.lines(member_of(model._meta.db_table)):
        lines.append(line)
        if len(lines) == BATCH:
            yield lines
            lines = []
    if lines:
        yield lines


def _link_anew(models: list[type[Model]]):
    for model in models:
        if issubclass(model, AppendOnly):
            append_all(model, ChainLink)

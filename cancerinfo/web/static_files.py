"""Static files as they are sent: named by a digest, compressed, stylesheets without comments and blanks."""

from django.core.files.base import ContentFile
from rcssmin import cssmin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    # A script that imports another one gets the version that belongs to it.
    support_js_module_import_aggregation = True

    def post_process(self, paths, dry_run=False, **options):
        styles = [] if dry_run else [path for path in paths if path.endswith(".css")]
        paths = paths | {path: self.minified(path) for path in styles}
        yield from super().post_process(paths, dry_run, **options)

    def minified(self, path):
        """Writes the collected stylesheet anew. Where it stands now, as (storage, path)."""
        with self.open(path) as file:
            text = file.read().decode()
        self.delete(path)
        self._save(path, ContentFile(cssmin(text).encode()))
        return self, path

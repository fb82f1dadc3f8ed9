from django.core.management.commands import migrate
from django.db.migrations.operations.base import Operation


class Finish(Operation):
    """Makes the indexes and keys that wait for the end of a migration, as its last operation.

    Left to its end they come in time too, but then Django notes the migration as done in a transaction of its
    own. A process that is killed between the two leaves a database that no later run can migrate: the tables
    are there already.
    """

    def state_forwards(self, app_label, state):
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for statement in schema_editor.deferred_sql:
            schema_editor.execute(statement, None)
        schema_editor.deferred_sql.clear()


class Command(migrate.Command):
    help = (
        "Brings the tables of the database up to this version of the program. Each migration and the note "
        "that it's done are one transaction: after a process that was killed, run it again and it goes on."
    )

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action == "apply_start":
            migration.operations = [*migration.operations, Finish()]
        super().migration_progress_callback(action, migration, fake)

"""Runs work in processes of their own, with connections of their own. They can be killed."""

import json
import os
import time

from django.db import connection, connections

from articles.publishing import ActRefused


def start(work):
    """Runs `work` in a process of its own. Returns its id and the end of a pipe with its result."""
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    os.close(reader)
    try:
        result = {"value": work()}
    except ActRefused as refusal:
        result = {"refused": refusal.reasons}
    except BaseException as error:  # noqa: BLE001  (the parent reports it)
        result = {"error": repr(error)}
    os.write(writer, json.dumps(result).encode())
    os._exit(0)


def finish(child, reader):
    """{"value": ...}, {"refused": reasons} or {"error": ...}; None if the process was killed before that."""
    with os.fdopen(reader) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text) if text else None


def at_once(*works):
    """The results of several processes that begin at the same moment."""
    begin = time.time() + 0.3

    def wait_and(work):
        def run():
            connection.ensure_connection()
            time.sleep(max(0, begin - time.time()))
            return work()

        return run

    return [finish(*started) for started in [start(wait_and(work)) for work in works]]

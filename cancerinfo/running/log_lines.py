"""How the log is written: a line an event, with the name of the request, as text or as JSON."""

import json
import logging
from datetime import UTC, datetime

from .requests import REQUEST_ID


class TextLines(logging.Formatter):
    """For people. What a line quotes can't begin another one; a traceback follows on lines of its own."""

    def __init__(self):
        super().__init__("{asctime} {levelname} {name} [{request_id}]: {message}", style="{")

    def formatTime(self, record, datefmt=None):
        return _moment(record)

    def formatMessage(self, record):
        record.request_id = REQUEST_ID.get()
        return _on_one_line(super().formatMessage(record))


class JsonLines(logging.Formatter):
    """For machines: one object a line. Keys: time (UTC), level, logger, request_id, message, and traceback if
    there is one."""

    def format(self, record):
        event = {
            "time": _moment(record),
            "level": record.levelname,
            "logger": record.name,
            "request_id": REQUEST_ID.get(),
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["traceback"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    """In UTC, so that lines of several machines stand in one order."""
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _on_one_line(text: str) -> str:
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def as_warning(record: logging.LogRecord) -> bool:
    """A filter: what strangers send isn't a fault of this site, and its traceback tells nothing."""
    record.levelno, record.levelname = logging.WARNING, "WARNING"
    record.exc_info = record.exc_text = None
    return True

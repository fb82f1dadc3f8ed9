from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import override


class DeskLanguage(models.Model):
    """The language in which somebody wants the desk and their letters. Without such a row their browser says
    it of the desk, and letters are in the site's language."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="desk_language"
    )
    language = models.CharField(max_length=12)

    def __str__(self):
        return f"{self.user}: {self.language}"


def chosen_language(user: User) -> str:
    """The code of the language that somebody chose for their desk, of those that the site speaks; else ""."""
    chosen = DeskLanguage.objects.filter(user=user).values_list("language", flat=True).first()
    return chosen if chosen in dict(settings.LANGUAGES) else ""


def words_for(user: User):
    """A context in which sentences, dates and numbers are those for a letter to somebody."""
    return override(chosen_language(user) or settings.LANGUAGE_CODE)

from django.db import models
from django.utils.translation import gettext_lazy as _


class WithdrawalWords(models.Model):
    """What a publisher proposes to tell readers of a withdrawn page, beside the sentence of its cause.

    A proposed text: see articles/records/. Its key is that of the withdrawal.
    """

    withdrawal = models.OneToOneField(
        "articles.Withdrawal", primary_key=True, on_delete=models.PROTECT, related_name="words"
    )
    text = models.TextField(
        _("in your own words"),
        help_text=_("Readers see them beside the standard sentence, once a second person has approved them."),
    )

    class Meta:
        ordering = ["-withdrawal"]
        verbose_name = verbose_name_plural = _("words on a withdrawal")

    def __str__(self):
        return str(self.withdrawal)

"""What all texts share in one transaction: the glossary, the facts for the checks, and who has an account."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from articles.content import ContributorContent
from articles.content_checks import Facts
from articles.models import Contributor
from articles.rendering.glossary import load_terms
from articles.rendering.terms import GlossaryTerm
from articles.working_copy.findings import house_facts


@dataclass(frozen=True)
class House:
    """The house on the day `today`, each fact asked for once; only for the transaction it was made in."""

    today: date

    @cached_property
    def terms(self) -> list[GlossaryTerm]:
        return load_terms()

    @cached_property
    def facts(self) -> Facts:
        return house_facts(self.today)

    @cached_property
    def people(self) -> list[tuple[int, ContributorContent]]:
        """The contributors who have an account, each with its key."""
        rows = Contributor.objects.filter(user__isnull=False)
        return [(row.user_id, row.content()) for row in rows if row.user_id]

"""All acts that the desk offers, by the name that stands in their address."""

from .act_forms import EDITION_FORMS
from .expert_forms import EXPERT_FORMS
from .restore_form import RestoreForm
from .review_forms import REVIEW_FORMS

ACTS = {form.name: form for form in [*EDITION_FORMS, RestoreForm, *REVIEW_FORMS, *EXPERT_FORMS]}

"""What `check --deploy` looks at besides Django's own checks."""

from django.core.checks import Tags, Warning, register

from articles.mail.delivery import mail_problem


@register(Tags.security, deploy=True)
def mail_leaves_the_site(app_configs, **kwargs):
    """W001: without mail nobody hears of a review that is due."""
    problem = mail_problem()
    return (
        [Warning(problem, hint="docs/operations.md names the settings.", id="cancerinfo.W001")]
        if problem
        else []
    )

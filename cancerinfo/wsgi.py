import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")

application = get_wsgi_application()

# They read settings.
from cancerinfo.front.wiring import in_front_of  # noqa: E402
from cancerinfo.running.observed import observed  # noqa: E402

application = observed(in_front_of(application))

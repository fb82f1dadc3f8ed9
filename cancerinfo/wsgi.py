import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cancerinfo.settings")

application = get_wsgi_application()

from cancerinfo.front.wiring import in_front_of  # noqa: E402 - it reads settings

application = in_front_of(application)

"""The addresses at which machines ask how the site is: /healthz, /readyz and /metrics.

They are answered in front of all other middleware, so by any name or IP address and without HTTPS: balancers
ask so. Their answers hold nothing that isn't for everybody's eyes; the sentences are `doctor`'s.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Round
from cancerinfo import __version__
from cancerinfo.web.release import release

from .conditions import ASK_DATABASE, CONDITIONS, DATABASE, MIGRATIONS, faults_by_condition
from .lateness import late_rounds, tell_of
from .metrics import metrics


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """That this process answers; it asks nothing else. `release` is the same on servers with the same program
    and settings."""
    return JsonResponse({"status": "ok", "version": __version__, "release": release()})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Each condition as "ok", "failed" or "unknown", and how many seconds ago each round of the schedule
    ended. Status 503 unless all is well. Whoever asks makes the alarm go out."""
    found = faults_by_condition(CONDITIONS, ASK_DATABASE)
    is_well = not any(faults or faults is None for faults in found.values())
    words = {
        name: "unknown" if faults is None else "failed" if faults else "ok" for name, faults in found.items()
    }
    answer = {
        "status": "ok" if is_well else "failed",
        "version": __version__,
        "release": release(),
        "conditions": words,
    }
    if not found[DATABASE] and not found[MIGRATIONS]:
        now = timezone.now()
        tell_of(late_rounds(now), now)
        ended = Round.objects.exclude(ended_at=None).values_list("name", "ended_at")
        answer["rounds"] = {name: round((now - at).total_seconds()) for name, at in ended}
    return JsonResponse(answer, status=200 if is_well else 503)


PROBES = {"/healthz": healthz, "/readyz": readyz, "/metrics": require_safe(never_cache(metrics))}


class ProbesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        response = probe(request)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

"""The pages on which somebody looks after their own account."""

from django.contrib import admin, messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cancerinfo.accounts.sessions import end_sessions, handle_of, name_of_browser, sessions_of


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request):
    """In which browsers the person is signed in; a form ends one of these, or all but this one."""
    if request.method == "POST":
        number = end_sessions(request.user, request, request.POST.get("session", ""))
        said = f"You are signed out in {number} other browser{'' if number == 1 else 's'}."
        messages.success(request, said if number else "You were signed in nowhere else.")
        return redirect("admin:sessions")
    rows = [
        {
            "session": session,
            "handle": handle_of(session),
            "browser": name_of_browser(session.browser),
            "is_this": session.session_key == request.session.session_key,
        }
        for session in sessions_of(request.user)
    ]
    context = {"title": "Where you are signed in", "rows": rows, "is_elsewhere": len(rows) > 1}
    return render(request, "admin/accounts/sessions.html", admin.site.each_context(request) | context)

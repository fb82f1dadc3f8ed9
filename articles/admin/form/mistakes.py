"""What is wrong with a form and its rows, in sentences."""


def mistakes_of(form, formsets) -> list[str]:
    """What is wrong, each with the name of its field."""
    # Asked before the formsets, which hang on the article that the form makes.
    found = sentences(form)
    for formset in formsets:
        if not formset.is_valid():
            kept = (row for row in formset.forms if not row.cleaned_data.get("DELETE"))
            found += [*formset.non_form_errors(), *(sentence for row in kept for sentence in sentences(row))]
    return found


def sentences(form) -> list[str]:
    labels = {name: field.label or name.replace("_", " ").capitalize() for name, field in form.fields.items()}
    return [
        f"{labels[name]}: {error}" if name in labels else str(error)
        for name, errors in form.errors.items()
        for error in errors
    ]

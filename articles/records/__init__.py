"""Records: small contents that several pages show, each with a proposed and an approved text.

A row (a term, a tag, ...) is the proposed text, as an article is a working copy; readers never see it. They
see the approved one, through `approved.py`. The acts are in `articles/publishing/records.py`.
"""

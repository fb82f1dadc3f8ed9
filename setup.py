"""What goes into the wheel: the packages, and in cancerinfo/ the templates, translations and docs from beside
it.

All else is in pyproject.toml.
"""

from setuptools import find_namespace_packages, setup

BESIDE = ("templates", "locale", "docs")

setup(
    packages=[
        *find_namespace_packages(include=["articles*", "resources*", "cancerinfo*"]),
        *(f"cancerinfo.{name}" for name in BESIDE),
        *(f"cancerinfo.{name}.{inner}" for name in BESIDE for inner in find_namespace_packages(name)),
    ],
    package_dir={f"cancerinfo.{name}": name for name in BESIDE},
    package_data={"": ["*"]},
)

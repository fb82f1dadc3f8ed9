#!/usr/bin/env python
"""Runs the management commands of cancerinfo."""

from cancerinfo.command import main

if __name__ == "__main__":
    main()

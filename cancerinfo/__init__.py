"""cancerinfo: pages about cancer treatment that deserve trust. The version is said here, and nowhere else."""

__version__ = "1.0.0.dev0"

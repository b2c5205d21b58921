"""The version of kbtool."""

__version__ = "0.1.0"

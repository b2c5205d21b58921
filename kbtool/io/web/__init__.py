"""Fetching from the web: one session, patient with servers, wary of what they answer."""

from kbtool.io.web.answer import Answer, Unavailable
from kbtool.io.web.session import Fetcher, Limits

__all__ = ["Answer", "Fetcher", "Limits", "Unavailable"]

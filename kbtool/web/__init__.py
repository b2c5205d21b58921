"""Fetching from the web: one session, patient with servers, wary of what they answer."""

from kbtool.web.answer import Answer, Unavailable
from kbtool.web.session import Fetcher, Limits

__all__ = ["Answer", "Fetcher", "Limits", "Unavailable"]

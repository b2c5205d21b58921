"""The knowledge base as pages for a browser: of a server, or of a static site."""

from kbtool.reports.pages.here import Page
from kbtool.reports.pages.links import Links
from kbtool.reports.pages.site import POLICY, Site, assets

__all__ = ["POLICY", "Links", "Page", "Site", "assets"]

"""The knowledge base as pages for a browser: of a server, or of a static site."""

from kbtool.reports.pages.here import Page
from kbtool.reports.pages.links import Links
from kbtool.reports.pages.overview import Since
from kbtool.reports.pages.site import POLICY, Site, assets, files

__all__ = ["POLICY", "Links", "Page", "Since", "Site", "assets", "files"]

"""A page as somebody has it who uses the keyboard alone: where the focus goes, whether it is seen, and how large targets are."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

MOST = 400
"""So many steps lead once through any page of the tests."""
_FOCUSED = """() => {
  let at = document.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) { at = at.shadowRoot.activeElement; }
  if (!at || at === document.body || at === document.documentElement) { return null; }
  const rules = (one) => { const s = getComputedStyle(one);
    return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none"; };
  let seen = false;
  for (let one = at, far = 0; one && far < 4; far++, one = one.parentElement) { seen = seen || rules(one); }
  const across = (one) => one.getRootNode().host;
  let free = false;
  for (const box of at.getClientRects()) {
    for (const [x, y] of [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]]) {
      const first = Math.max(box.top, 0), last = Math.min(box.bottom, innerHeight);
      const left = Math.max(box.left, 0) + (Math.min(box.right, innerWidth) - Math.max(box.left, 0)) * x;
      const top = first + (last - first) * y;
      let met = document.elementFromPoint(left, top);
      while (met && met.shadowRoot && met.shadowRoot.elementFromPoint(left, top) && met.shadowRoot.elementFromPoint(left, top) !== met) {
        met = met.shadowRoot.elementFromPoint(left, top); }
      if (met && (at === met || at.contains(met) || met.contains(at) || across(at) === met)) { free = true; }
    }
  }
  if (!at.dataset.walked) { window.walked = (window.walked || 0) + 1; at.dataset.walked = window.walked; }
  return {name: at.outerHTML.slice(0, 160), number: at.dataset.walked, seen: seen, free: free};
}"""
_DRAWN = "new Promise((done) => requestAnimationFrame(() => setTimeout(done, 20)))"
"""Until scripts have answered a key, and what they changed is drawn."""
_SMALL = """() => {
  const targets = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length);
  const boxes = targets.map((one) => one.getBoundingClientRect());
  const within = (one) => { const above = one.parentElement;
    return getComputedStyle(one).display === "inline" && above !== null
      && ([...above.childNodes].some((other) => other.nodeType === 3 && other.textContent.trim()) || within(above)); };
  const crowded = (index) => { const a = boxes[index];
    const x = a.left + a.width / 2, y = a.top + a.height / 2;
    return boxes.some((b, other) => other !== index && !targets[index].contains(targets[other]) && !targets[other].contains(targets[index])
      && Math.hypot(Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom)) < 12); };
  return targets.filter((one, index) => (boxes[index].width < 24 || boxes[index].height < 24)
    && !within(one) && !one.closest("label") && crowded(index)).map((one) => one.outerHTML.slice(0, 160));
}"""


def walked(page: Page) -> Iterator[str]:
    """What is wrong with the way of the focus through a page by Tab: it is not seen, covered, or does not come to an end.

    Each place is named once; what has been walked through is counted by ``steps``.

    Args:
        page: the page, as it is shown.
    """
    seen: set[str] = set()
    page.evaluate("window.scrollTo(0, 0)")
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.evaluate(_DRAWN)
        found = page.evaluate(_FOCUSED)
        if found is None or found["number"] in seen:
            return
        seen.add(found["number"])
        if not found["seen"]:
            yield f"the focus is not seen: {found['name']}"
        if not found["free"]:
            yield f"what has the focus is covered: {found['name']}"
    yield f"the focus does not come to an end within {MOST} steps"


def steps(page: Page) -> int:
    """How many places the focus has been at on a page."""
    return int(page.evaluate("window.walked || 0"))


def small(page: Page) -> list[str]:
    """Targets of less than 24 pixels that are not in a line of words and have another target too near (WCAG 2.2, 2.5.8)."""
    found: list[str] = page.evaluate(_SMALL)
    return found


def tabbed_to(page: Page, name: str) -> None:
    """Go by Tab to what has a name, and nowhere else.

    Raises:
        AssertionError: Tab does not lead there.
    """
    said = "(() => { let at = document.activeElement; return at ? (at.labels && at.labels[0] ? at.labels[0] : at).innerText : ''; })()"
    for _ in range(MOST):
        page.keyboard.press("Tab")
        if str(page.evaluate(said)).strip().startswith(name):
            return
    raise AssertionError(f"Tab does not lead to {name!r}")

/* j and k go from note to note of a draft; the keys can be switched off. */
(function () {
  "use strict";
  var notes = Array.prototype.slice.call(document.querySelectorAll(".note"));
  var marks = Array.prototype.slice.call(document.querySelectorAll("mark[aria-details]"));
  var keys = document.querySelector("[data-keys]");
  function pointed(note) {
    notes.forEach(function (one) { one.classList.toggle("current", one === note); });
    marks.forEach(function (mark) {
      mark.classList.toggle("current", mark.getAttribute("aria-details").split(" ").indexOf(note.id) >= 0);
    });
  }
  function go(step) {
    if (!notes.length) { return; }
    var at = notes.indexOf(document.querySelector(".note.current"));
    var next = notes[at < 0 ? (step > 0 ? 0 : notes.length - 1) : (at + step + notes.length) % notes.length];
    pointed(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  try { keys.checked = localStorage.getItem("kbtool-keys") !== "off"; } catch (refused) { keys.checked = true; }
  keys.addEventListener("change", function () {
    try { localStorage.setItem("kbtool-keys", keys.checked ? "on" : "off"); } catch (refused) { /* then for this page only */ }
  });
  document.addEventListener("keydown", function (event) {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=checkbox]), textarea, select")) { return; }
    if (event.key === "j") { go(1); } else if (event.key === "k") { go(-1); } else { return; }
    event.preventDefault();
  });
})();

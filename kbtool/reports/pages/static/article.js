/* The page of an article: what is shown by verdict, severity and family lives in the address; j and k go from finding to finding, n and p from passage to passage. */
(function () {
  "use strict";
  var form = document.querySelector("[data-filters]");
  var notes = Array.prototype.slice.call(document.querySelectorAll(".note"));
  var marks = Array.prototype.slice.call(document.querySelectorAll("mark[data-notes]"));
  var numbers = Array.prototype.slice.call(document.querySelectorAll("sup[data-note]"));
  if (!form) { return; }
  if (matchMedia("(max-width: 48rem)").matches) { document.querySelector("[data-choice]").open = false; }
  var names = ["verdict", "severity", "family"];

  function boxes(name) { return Array.prototype.slice.call(form.querySelectorAll("input[name=" + name + "]")); }
  function isUsual(box) {
    var usual = box.closest("fieldset").dataset.usual;
    return usual === undefined || usual.split(" ").indexOf(box.value) >= 0;
  }
  function chosen(name) {
    return boxes(name).filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
  }
  function isChanged(name) { return boxes(name).some(function (box) { return box.checked !== isUsual(box); }); }

  function read() {
    var query = new URLSearchParams(location.search);
    names.forEach(function (name) {
      var values = query.getAll(name);
      boxes(name).forEach(function (box) {
        box.checked = values.length ? values.indexOf(box.value) >= 0 : isUsual(box);
      });
    });
  }
  function write() {
    var query = new URLSearchParams();
    names.forEach(function (name) {
      if (!isChanged(name)) { return; }
      var values = chosen(name);
      (values.length ? values : ["none"]).forEach(function (value) { query.append(name, value); });
    });
    var asked = query.toString();
    try {
      history.replaceState(null, "", location.pathname + (asked ? "?" + asked : "") + location.hash);
    } catch (refused) { /* a browser that refuses this for files keeps the address as it was */ }
  }
  function show() {
    var verdicts = chosen("verdict"), severities = chosen("severity"), families = chosen("family");
    var narrowed = isChanged("family") || severities.indexOf("error") < 0 || severities.indexOf("warning") < 0;
    var known = boxes("verdict").map(function (box) { return box.value; });
    function has(verdict) { return known.indexOf(verdict) < 0 ? !isChanged("verdict") : verdicts.indexOf(verdict) >= 0; }
    notes.forEach(function (note) {
      var some = false;
      note.querySelectorAll(".finding").forEach(function (found) {
        found.hidden = severities.indexOf(found.dataset.severity) < 0 || families.indexOf(found.dataset.family) < 0;
        some = some || !found.hidden;
      });
      note.hidden = !has(note.dataset.verdict) || (!some && narrowed);
      note.classList.toggle("small", !some);
    });
    numbers.forEach(function (sup) {
      var note = document.getElementById(sup.dataset.note);
      sup.hidden = note.hidden || note.classList.contains("small");
    });
    marks.forEach(function (mark) {
      var shown = mark.dataset.notes.split(" ")
        .map(function (id) { return document.getElementById(id); })
        .filter(function (note) { return !note.hidden; })
        .map(function (note) { return note.dataset.verdict; });
      var kept = order.filter(function (verdict) { return shown.indexOf(verdict) >= 0; })[0];
      mark.className = kept ? "v-" + kept : "";
      if (!kept) { mark.removeAttribute("class"); }
    });
  }
  var order = boxes("verdict").map(function (box) { return box.value; }).concat(["no-verdict"]);

  var unfolded = [];

  function pointed(note) {
    marks.forEach(function (mark) {
      mark.classList.toggle("current", note !== null && mark.dataset.notes.split(" ").indexOf(note.id) >= 0);
      if (!mark.className) { mark.removeAttribute("class"); }
    });
    notes.forEach(function (one) { one.classList.toggle("current", one === note); });
    unfolded.forEach(function (one) { one.open = false; });
    unfolded = note === null ? [] : Array.prototype.slice.call(note.querySelectorAll("details:not([open])"));
    unfolded.forEach(function (one) { one.open = true; });
  }
  function current() {
    var focused = document.activeElement && document.activeElement.closest(".note");
    return focused || document.querySelector(".note.current") || document.querySelector(".note:target");
  }
  function go(step, all) {
    var listed = notes.filter(function (note) { return !note.hidden && (all || !note.classList.contains("small")); });
    if (!listed.length) { return; }
    var at = listed.indexOf(current());
    var next = listed[at < 0 ? (step > 0 ? 0 : listed.length - 1) : (at + step + listed.length) % listed.length];
    pointed(next);
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }

  var keys = document.querySelector("[data-keys]");
  function remember(on) { try { localStorage.setItem("kbtool-keys", on ? "on" : "off"); } catch (refused) { /* then for this page only */ } }
  try { keys.checked = localStorage.getItem("kbtool-keys") !== "off"; } catch (refused) { keys.checked = true; }
  keys.addEventListener("change", function () { remember(keys.checked); });

  document.addEventListener("keydown", function (event) {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input:not([type=checkbox]), textarea, select")) { return; }
    if (event.key === "j") { go(1, false); }
    else if (event.key === "k") { go(-1, false); }
    else if (event.key === "n") { go(1, true); }
    else if (event.key === "p") { go(-1, true); }
    else if (event.key === "e" && current()) { var link = current().querySelector("a.claim"); if (link) { link.click(); } }
    else { return; }
    event.preventDefault();
  });
  document.addEventListener("click", function (event) {
    var mark = event.target.closest("mark[data-notes]");
    if (!mark || event.target.closest("a")) { return; }
    var note = mark.dataset.notes.split(" ").map(function (id) { return document.getElementById(id); })
      .filter(function (one) { return !one.hidden; })[0];
    if (note) { pointed(note); note.scrollIntoView({ block: "nearest" }); }
  });
  form.addEventListener("change", function () { show(); write(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  window.addEventListener("popstate", function () { read(); show(); });
  read();
  show();
})();

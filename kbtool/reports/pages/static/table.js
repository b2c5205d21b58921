/* Tables: a server is asked anew for what is chosen; in a static site rows are sorted and chosen here, and the address says how. */
(function () {
  "use strict";
  var form = document.querySelector("[data-table]");
  if (!form) { return; }
  if (form.dataset.table === "server") {
    form.addEventListener("change", function () { form.requestSubmit(); });
    return;
  }
  var body = document.querySelector("[data-rows] tbody");
  var rows = Array.prototype.slice.call(body.rows);
  var usual = rows.slice();
  var buttons = Array.prototype.slice.call(document.querySelectorAll("button.sort"));
  var count = document.querySelector("[data-count] span");
  var none = document.querySelector("[data-none]");
  var words = form.querySelector("[name=q]");
  var choices = Array.prototype.slice.call(form.querySelectorAll("select"));
  var sorting = { column: -1, down: false };
  var said = new Map(rows.map(function (row) { return [row, row.textContent.toLowerCase()]; }));

  function key(row, column) {
    var cell = row.cells[column];
    return cell.dataset.order !== undefined ? Number(cell.dataset.order) : cell.textContent.trim().toLowerCase();
  }
  function show() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean), shown = 0;
    rows.forEach(function (row) {
      var fits = choices.every(function (one) { return !one.value || row.getAttribute("data-" + one.name) === one.value; })
        && wanted.every(function (word) { return said.get(row).indexOf(word) >= 0; });
      row.hidden = !fits;
      shown += fits ? 1 : 0;
    });
    count.textContent = String(shown);
    none.hidden = shown > 0;
  }
  function sort() {
    var ordered = usual.slice();
    if (sorting.column >= 0) {
      ordered.sort(function (one, other) {
        var a = key(one, sorting.column), b = key(other, sorting.column);
        return (a < b ? -1 : a > b ? 1 : 0) * (sorting.down ? -1 : 1);
      });
    }
    ordered.forEach(function (row) { body.appendChild(row); });
    buttons.forEach(function (button) {
      var head = button.closest("th");
      if (Number(button.dataset.column) === sorting.column) { head.setAttribute("aria-sort", sorting.down ? "descending" : "ascending"); }
      else { head.removeAttribute("aria-sort"); }
    });
  }
  function write() {
    var query = new URLSearchParams();
    if (words.value) { query.set("q", words.value); }
    choices.forEach(function (one) { if (one.value) { query.set(one.name, one.value); } });
    if (sorting.column >= 0) { query.set("sort", String(sorting.column)); query.set("order", sorting.down ? "down" : "up"); }
    var asked = query.toString();
    try { history.replaceState(null, "", location.pathname + (asked ? "?" + asked : "") + location.hash); }
    catch (refused) { /* a browser that refuses this for files keeps the address as it was */ }
  }
  function read() {
    var query = new URLSearchParams(location.search);
    words.value = query.get("q") || "";
    choices.forEach(function (one) {
      var value = query.get(one.name) || "";
      one.value = Array.prototype.some.call(one.options, function (option) { return option.value === value; }) ? value : "";
    });
    var column = Number(query.get("sort") || -1);
    sorting = { column: column >= 0 && column < buttons.length ? column : -1, down: query.get("order") === "down" };
  }
  form.addEventListener("input", function () { show(); write(); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var column = Number(button.dataset.column);
      sorting = { column: column, down: sorting.column === column && !sorting.down };
      sort();
      write();
    });
  });
  read();
  sort();
  show();
})();

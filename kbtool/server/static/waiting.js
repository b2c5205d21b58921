/* Says how far work is, and shows what came out of it when it is done. */
(function () {
  "use strict";
  var sheet = document.querySelector("[data-state]");
  var about = document.querySelector("[data-about]");
  function look() {
    fetch(sheet.dataset.state, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) { location.reload(); return null; }
      return answer.json();
    }).then(function (state) {
      if (state === null) { return; }
      if (state.done) { location.reload(); return; }
      if (about.textContent !== state.about) { about.textContent = state.about; }
      setTimeout(look, 700);
    }, function () { setTimeout(look, 3000); });
  }
  setTimeout(look, 300);
})();

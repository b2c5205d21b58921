/* Marks that scripts run, so that what needs them is shown, and what is for pages without them is not. */
(function () {
  "use strict";
  document.documentElement.classList.add("scripts");
})();

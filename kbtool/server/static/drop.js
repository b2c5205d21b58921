/* A file that is dropped on the page of a draft is the one that is sent. */
(function () {
  "use strict";
  var form = document.querySelector("[data-drop]"), field = document.getElementById("file");
  document.addEventListener("dragover", function (event) { event.preventDefault(); });
  document.addEventListener("drop", function (event) {
    event.preventDefault();
    if (!event.dataTransfer || !event.dataTransfer.files.length) { return; }
    field.files = event.dataTransfer.files;
    form.requestSubmit();
  });
})();

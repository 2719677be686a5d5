(function () {
  "use strict";
  var all = function (selector, within) { return Array.prototype.slice.call((within || document).querySelectorAll(selector)); };
  var entries = all(".entry");
  var marks = all(".text [data-s]");
  var list = document.querySelector(".list");
  var kept = null;

  function ids(element) { return element.getAttribute("data-s").split(" "); }
  function innermost(element) { var found = ids(element); return found[found.length - 1]; }
  function entryOf(id) { return document.getElementById("s-" + id); }

  function light(id) {
    entries.concat(marks).forEach(function (element) {
      element.classList.toggle("on", id !== null && ids(element).indexOf(id) >= 0);
    });
  }

  function reveal(element) {
    if (!element) { return; }
    var still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
  }

  function closest(event) { return event.target.closest ? event.target.closest("[data-s]") : null; }

  document.addEventListener("mouseover", function (event) {
    var element = closest(event);
    light(element ? innermost(element) : kept);
    if (element && element.closest(".text") && getComputedStyle(list).position === "sticky") {
      var entry = entryOf(innermost(element));
      if (entry && !entry.hidden) { list.scrollTop += entry.getBoundingClientRect().top - list.getBoundingClientRect().top - 80; }
    }
  });
  document.addEventListener("focusin", function (event) {
    var element = closest(event);
    if (element) { kept = innermost(element); light(kept); }
  });
  document.addEventListener("click", function (event) {
    var element = closest(event);
    kept = element ? innermost(element) : null;
    light(kept);
    if (!element || event.target.closest("a") || String(window.getSelection())) { return; }
    var entry = entryOf(kept);
    if (entry) { entry.querySelector(".no").focus({ preventScroll: true }); }
    reveal(element.closest(".text") ? entry : document.getElementById("q-" + kept));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") { kept = null; light(null); }
  });

  var form = document.querySelector(".filters");
  if (!form) { return; }
  function filter() {
    var voice = form.elements.voice.value;
    var type = form.elements.type.value;
    var shown = {};
    entries.forEach(function (entry) {
      var fits = (!voice || entry.getAttribute("data-voice") === voice) && (!type || entry.getAttribute("data-type") === type);
      entry.hidden = !fits;
      shown[innermost(entry)] = fits;
    });
    marks.forEach(function (mark) {
      mark.classList.toggle("off", !ids(mark).some(function (id) { return shown[id]; }));
    });
    var count = entries.filter(function (entry) { return !entry.hidden; }).length;
    form.querySelector(".shown").textContent = count === entries.length ? "" : count + " of " + entries.length + " shown";
  }
  form.addEventListener("change", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.hidden = false;
  filter();
})();

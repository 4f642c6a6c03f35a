// Puts the script that marks words into the example's text, with the options that the address of the page names.
(() => {
  "use strict";
  const asked = new URLSearchParams(location.hash.slice(1));
  const script = document.createElement("script");
  for (const name of ["once", "root", "skip", "max", "theme", "load"]) {
    if (asked.has(name)) script.dataset[name] = asked.get(name);
  }
  script.src = "../{{ words }}";
  document.body.append(script);
})();

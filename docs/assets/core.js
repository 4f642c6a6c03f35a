// What every page needs, and what all other scripts stand on.
window.plainwords = (() => {
  "use strict";
  const base = document.documentElement.dataset.base.replace(/\/$/, ""); // "/" on the page of a wrong address
  const loading = new Map();

  // Loads scripts of assets/ that a page does not need until someone asks; each once.
  const load = (...names) => Promise.all(names.map((name) => {
    if (!loading.has(name)) {
      loading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `${base}/assets/${name}`;
        script.onload = done;
        script.onerror = () => {
          loading.delete(name);
          script.remove();
          failed(new Error(`${name} could not be loaded`));
        };
        document.head.append(script);
      }));
    }
    return loading.get(name);
  }));

  // A build never asks what day it is: whether a page is past its check is decided when it is looked at.
  const due = (root) => {
    const today = new Date().toISOString().slice(0, 10);
    for (const notice of root.querySelectorAll(".plainwords-overdue")) {
      notice.hidden = today <= notice.dataset.due;
    }
  };

  return { base, load, due };
})();

{
  "use strict";
  plainwords.due(document);

  // A list of contents that was opened over the page makes room for what it leads to.
  document.getElementById("toc")?.addEventListener("click", (event) => {
    const list = event.currentTarget;
    if (event.target.closest("a") && list.matches(":popover-open")) list.hidePopover();
  });
}

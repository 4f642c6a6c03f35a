// Opens the search, and only then asks for its parts. Not by "/" or any other single key: who speaks to the computer
// would set it off by chance, and rules of access (WCAG 2.1.4) ask for a switch then.
{
  "use strict";
  const dialog = document.getElementById("search");
  const input = dialog.querySelector("input");
  const status = dialog.querySelector(".search-status");
  const parts = ["words.js", "vendor/search.js", "search-data.js", "search-find.js", "search.js"];
  let find = null;

  plainwords.searchData = (data) => { plainwords.searchRecords = data; };

  const load = () => (find ??= plainwords.load(...parts).then(() => plainwords.startSearch(dialog)));

  const open = (text) => {
    if (!dialog.open) dialog.showModal();
    input.value = text;
    input.focus();
    if (!find) status.textContent = status.dataset.loading;
    load().then((show) => show(), () => {
      find = null;
      status.textContent = dialog.dataset.failed;
      dialog.querySelector(".search-none").hidden = false;
    });
  };

  for (const link of document.querySelectorAll("a.top-search")) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      open(input.value);
    });
  }

  // Who types has begun to search; the dialog opens when the words are sent, for nothing may move under one's hands.
  for (const form of document.querySelectorAll("form.word-search")) {
    form.addEventListener("input", () => load().catch(() => { find = null; }), { once: true });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(form.elements.q.value);
    });
  }

  dialog.querySelector("button").addEventListener("click", () => dialog.close());
  // WebKit keeps Escape for the search field, which it empties, and the dialog would stay.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // what is inside has a box of its own, so this is the backdrop
  });

  // A search can be linked: glossary/?q=m+spike or #q=m+spike. What stands there is text and nothing else.
  const places = [location.search, location.hash.slice(1)];
  const asked = places.map((place) => new URLSearchParams(place).get("q")).find(Boolean);
  if (asked) open(asked.slice(0, input.maxLength));
}

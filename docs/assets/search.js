// Shows what the search finds while a reader types. Keeps nothing: neither the words nor what was chosen.
{
  "use strict";
  const MOST = 20;
  const PAUSE = 120;

  plainwords.startSearch = async (dialog) => {
    const words = plainwords.words.search;
    const finder = new plainwords.Finder(plainwords.searchRecords, plainwords.vendor);
    await finder.ready;
    const parts = ["form", ".search-status", ".search-results", ".search-none", "template"];
    const [form, status, list, none, template] = parts.map((part) => dialog.querySelector(part));
    const input = form.querySelector("input");
    let shown = null;
    let waiting = 0;

    const put = (item, part, text) => {
      const element = item.querySelector(part);
      if (text) element.textContent = text;
      else element.remove();
    };

    const item = ({ kind, of, section, form }) => {
      const made = template.content.firstElementChild.cloneNode(true);
      made.querySelector("a").href = `${plainwords.base}/${of.url}${section ? `#${section.id}` : ""}`;
      put(made, ".search-name", kind === "term" ? of.name : of.title);
      put(made, ".search-kind", words[kind]);
      const also = kind === "term" ? form && words.also.replace("{form}", () => form)
        : section && words.section.replace("{heading}", () => section.heading);
      put(made, ".search-also", also);
      put(made, ".search-text", kind === "term" ? of.short : of.description);
      return made;
    };

    const say = ({ results, meant }) => {
      const count = Math.min(results.length, MOST);
      const found = results.length > MOST ? words.first : count === 1 ? words.one : count ? words.many : words.none;
      const spelled = meant ? `${words.meant.replace("{words}", () => meant)} ` : "";
      return spelled + found.replace("{count}", count);
    };

    const show = () => {
      clearTimeout(waiting);
      const text = input.value.trim();
      if (text === shown) return;
      shown = text;
      const answer = finder.find(text);
      list.replaceChildren(...answer.results.slice(0, MOST).map(item));
      none.hidden = !text || answer.results.length > 0;
      status.textContent = text ? say(answer) : "";
    };

    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(show, PAUSE);
    });

    // Enter goes to the first result and does not open it: it may be a guess.
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
      list.querySelector("a")?.focus();
    });

    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const stops = [input, ...list.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (!step || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      stops[at + step]?.focus();
    });

    list.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (link && link.href.split("#")[0] === location.href.split("#")[0]) dialog.close(); // it leads to this very page
    });

    return show;
  };
}

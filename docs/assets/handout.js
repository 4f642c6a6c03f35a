// Puts pages of the site together as one document: each word and each source stands in it once, at its end, as does
// what is known about each page; no id comes twice, and a link to what is in the document leads there.
plainwords.handout = (() => {
  "use strict";
  const LEFT_OUT = `.no-print, [data-js], [popover], script, template, .plainwords-words, .plainwords-sources,
    .plainwords-used-on`;
  const NAMES = ["id", "for", "headers", "aria-labelledby", "aria-describedby"];
  const WORD = "handout-word-";
  const SOURCE = "handout-";

  const without = (url) => url.split("#")[0];

  // What pages call a word, besides its name, comes together: on paper nobody can follow a link to find out.
  function gatherWords(article, page, words) {
    for (const entry of article.querySelectorAll(".plainwords-words dl > div")) {
      const id = entry.id.replace("word-", WORD);
      const form = entry.querySelector(".plainwords-form > span");
      const known = words.get(id);
      if (!known) {
        const link = entry.querySelector("a");
        link.href = new URL(link.getAttribute("href"), page.url);
        entry.id = id;
        words.set(id, { entry, name: link.textContent, forms: new Set(form ? [form.textContent] : []) });
      } else if (form) {
        known.forms.add(form.textContent);
        if (!known.entry.querySelector(".plainwords-form")) known.entry.querySelector("dt").append(" ", form.parentNode);
      }
    }
  }

  function wordList(words) {
    for (const { entry, forms } of words.values()) {
      const place = entry.querySelector(".plainwords-form > span");
      if (place) place.textContent = [...forms].join(", ");
    }
    const inOrder = [...words.values()].sort((one, other) => one.name.localeCompare(other.name, document.documentElement.lang));
    return inOrder.map(({ entry }) => entry);
  }

  function gatherSources(article, sources) {
    for (const entry of article.querySelectorAll(".plainwords-sources > ol > li")) {
      const id = SOURCE + entry.id;
      if (sources.has(id)) continue;
      entry.id = id;
      sources.set(id, { entry, number: sources.size + 1 });
    }
  }

  function rename(article, prefix) {
    for (const name of NAMES) {
      for (const element of article.querySelectorAll(`[${name}]`)) {
        const renamed = element.getAttribute(name).split(/\s+/).map((id) => `${prefix}-${id}`);
        element.setAttribute(name, renamed.join(" "));
      }
    }
  }

  function lead(link, page, places, sources) {
    const address = link.getAttribute("href");
    const target = new URL(address, page.url);
    const source = sources.get(SOURCE + address.slice(1));
    const place = places.get(without(target.href));
    if (link.dataset.term) link.href = `#${WORD}${link.dataset.term}`;
    else if (source) {
      link.href = `#${source.entry.id}`;
      link.textContent = source.number;
      link.setAttribute("aria-label", link.getAttribute("aria-label").replace(/\d+/, source.number));
    } else if (place) {
      link.href = `#${[place, ...target.hash.slice(1).split(" ").filter(Boolean)].join("-")}`;
      link.removeAttribute("data-address"); // the reader has it in the hand
    } else link.href = target.href;
  }

  function status(section) {
    const found = section.querySelector(".plainwords-status");
    const part = document.createElement("div");
    const heading = document.createElement("h2");
    heading.id = found.querySelector("h2").id;
    heading.textContent = section.querySelector("h1").textContent;
    part.append(heading, found.querySelector("dl"));
    found.remove();
    return part;
  }

  // A page is { url, article }, where the article is as the site shows it.
  return (pages) => {
    const places = new Map(pages.map(({ url }, at) => [without(url), `handout-${at + 1}`]));
    const words = new Map();
    const sources = new Map();
    const sections = pages.map((page, at) => {
      const section = document.createElement("section");
      section.append(...document.importNode(page.article, true).childNodes);
      gatherWords(section, page, words);
      gatherSources(section, sources);
      for (const element of section.querySelectorAll(LEFT_OUT)) element.remove();
      for (const box of section.querySelectorAll("input.ask")) {
        const drawn = document.createElement("span");
        drawn.className = "ask"; // to be ticked with a pen
        box.replaceWith(drawn);
      }
      plainwords.due(section);
      for (const link of section.querySelectorAll("a[href]")) lead(link, page, places, sources);
      rename(section, `handout-${at + 1}`);
      section.id = `handout-${at + 1}`;
      section.className = "handout-page";
      return section;
    });
    return {
      sections,
      words: wordList(words),
      sources: [...sources.values()].map(({ entry }) => entry),
      about: sections.map(status),
    };
  };
})();

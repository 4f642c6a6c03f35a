// "Check your paper": compares the code on a paper with those of the site. It stays in the browser.
{
  "use strict";
  const LENGTH = 7;
  const FIRST = 3;
  const NEAR = 3; // as many codes that differ by one sign are offered
  const box = document.querySelector(".check");
  const form = box.querySelector("form");
  const input = form.querySelector("input");
  const error = box.querySelector("#check-error");
  const answer = box.querySelector("[role=status]");
  const links = [...document.querySelectorAll(".check-all a")];
  let data = null;
  let asked = "";

  plainwords.checkData = (found) => { data = found; };

  const tidy = (text) => text.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
  const spaced = (signs) => `${signs.slice(0, FIRST)}-${signs.slice(FIRST)}`;
  const differ = (one, other) => [...one].filter((sign, at) => sign !== other[at]).length;

  // The page whose code it is, or the one that had it last: `until` is the day when that page got another code.
  const find = (signs) => {
    let had = null;
    for (const page of data.pages) {
      const log = page.at(-1);
      for (let at = 0; at < log.length; at += 2) {
        if (log[at] !== signs) continue;
        if (page[0] !== null && at + 2 === log.length) return { page };
        if (!had || page[0] !== null) had = { page, until: log[at + 3] };
      }
    }
    return had;
  };

  const near = (signs) => {
    const all = data.pages.flatMap((page) => page.at(-1).filter((_, at) => at % 2 === 0));
    return [...new Set(all)].filter((one) => one.length === LENGTH && differ(signs, one) === 1).slice(0, NEAR);
  };

  // Each answer stands in the page as a template; what is not the case is taken out of it.
  const show = (name, told = {}) => {
    const made = document.importNode(box.querySelector(`template[data-answer="${name}"]`).content, true);
    for (const part of made.querySelectorAll("[data-if]")) {
      if (!told[part.dataset.if]) part.remove();
    }
    for (const part of made.querySelectorAll("[data-fill]")) {
      part.textContent = part.textContent.replace(/\{(\w+)\}/g, (_, key) => told[key]);
    }
    const link = made.querySelector("[data-page]");
    if (link) {
      link.href = `${plainwords.base}/${told.url}`;
      link.textContent = links.find(({ href }) => href === link.href)?.textContent ?? told.url;
    }
    made.querySelector("ul[data-if]")?.append(...told.items);
    answer.replaceChildren(made);
    answer.dataset.answer = name;
    answer.scrollIntoView({ block: "nearest" });
  };

  const item = (...parts) => {
    const made = document.createElement("li");
    made.append(...parts);
    return made;
  };

  const suggestion = (signs) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button quiet text-code";
    button.textContent = spaced(signs);
    button.addEventListener("click", () => {
      input.value = spaced(signs);
      ask();
      input.focus();
    });
    return item(button);
  };

  const change = ([day, text]) => {
    const time = document.createElement("time");
    [time.dateTime, time.textContent] = data.days[day];
    return item(time, `: ${text}`);
  };

  const tell = (signs) => {
    const found = find(signs);
    if (!found) {
      const items = near(signs).map(suggestion);
      return show("unknown", { code: spaced(signs), near: items.length, items });
    }
    const { page, until } = found;
    const [url, checked, due] = page;
    if (url === null) return show("gone");
    const told = { url, day: data.days[checked][1] };
    if (until === undefined) {
      const [last, named] = data.days[due];
      return show("present", { ...told, due: named, overdue: new Date().toISOString().slice(0, 10) > last });
    }
    const place = data.pages.indexOf(page);
    const items = data.changes.filter(([day, , pages]) => day >= until && pages.includes(place)).map(change);
    return show("changed", { ...told, changes: items.length, untold: !items.length, items });
  };

  const fault = (signs) => {
    if (!signs) return form.dataset.empty;
    return signs.length === LENGTH ? "" : form.dataset.length.replace("{count}", signs.length);
  };

  const load = () => plainwords.load("check-data.js");

  const ask = async () => {
    const signs = asked = tidy(input.value);
    error.textContent = fault(signs);
    input.setAttribute("aria-invalid", String(Boolean(error.textContent)));
    if (error.textContent) {
      answer.replaceChildren();
      delete answer.dataset.answer;
      return;
    }
    try {
      await load();
    } catch {
      return show("failed");
    }
    if (signs === asked) tell(signs);
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
    if (error.textContent) input.focus();
  });
  input.addEventListener("input", () => load().catch(() => {}), { once: true });

  // check/#K7Q-X3MP, as the sign on the paper leads to it; what is a place on this page is no code.
  const askForAddress = () => {
    const text = location.hash.slice(1).replaceAll("%20", " ");
    if (!text || document.getElementById(text)) return;
    input.value = text;
    ask();
  };
  addEventListener("hashchange", askForAddress);
  askForAddress();

  const saved = location.protocol === "file:" || document.querySelector(".kept");
  box.querySelector(".check-saved").hidden = !saved;
}

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
  const tidy = (text) => text.normalize("NFKC").toUpperCase().replace(/[^0-9A-Z]/g, "");
  const rows = [...document.querySelectorAll(".check-all [data-due]")].map((row) => ({
    code: tidy(row.querySelector(".text-code").textContent),
    link: row.querySelector("a"),
    day: row.querySelector("time").textContent,
    due: row.dataset.due,
  }));
  const days = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });
  let past = null;
  let asked = "";

  plainwords.checkData = (found) => { past = found; };

  const spaced = (signs) => `${signs.slice(0, FIRST)}-${signs.slice(FIRST)}`;
  const differ = (one, other) => [...one].filter((sign, at) => sign !== other[at]).length;

  const named = (day) => days.format(new Date(day));

  const held = ([, ...parts]) => parts.filter((_, at) => at % 2 === 0);

  const rowOf = ([url]) => {
    const address = url !== null && new URL(`${plainwords.base}/${url}`, location.href).href;
    return rows.find(({ link }) => link.href === address);
  };

  // The page that had the code, rather one that is not gone, and the day when it got another one.
  const had = (signs) => {
    let found = null;
    for (const page of past.pages) {
      const at = page.lastIndexOf(signs);
      if (at > 0 && (!found || page[0] !== null)) found = { page, until: page[at + 1] };
    }
    return found;
  };

  const near = (signs) => {
    const all = [...rows.map(({ code }) => code), ...past.pages.flatMap(held)];
    return [...new Set(all)].filter((one) => differ(signs, one) === 1).slice(0, NEAR);
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
      link.href = told.link.getAttribute("href");
      link.textContent = told.link.textContent;
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
    time.dateTime = past.days[day];
    time.textContent = named(time.dateTime);
    return item(time, `: ${text}`);
  };

  const tellPresent = ({ due, ...row }) => {
    const overdue = new Date().toISOString().slice(0, 10) > due;
    show("present", { ...row, due: named(due), overdue });
  };

  const tellPast = (signs) => {
    const found = had(signs);
    if (!found) {
      const items = near(signs).map(suggestion);
      return show("unknown", { code: spaced(signs), near: items.length, items });
    }
    const { page, until } = found;
    const row = rowOf(page);
    if (!row) return show("gone");
    const place = past.pages.indexOf(page);
    const items = past.changes.filter(([day, , pages]) => day >= until && pages.includes(place)).map(change);
    show("changed", { ...row, changes: items.length, untold: !items.length, items });
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
    const present = rows.find(({ code }) => code === signs);
    if (present) return tellPresent(present);
    try {
      await load();
    } catch {
      return show("failed");
    }
    if (signs === asked) tellPast(signs);
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

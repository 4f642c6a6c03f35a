// The page on which pages become a handout. All of it happens here: pages are asked for from this site, and what someone
// types is kept only if they say so. The address holds the choice of pages, size and paper, so that it can be linked.
{
  "use strict";
  const KEY = "plainwords-clinic";
  const root = document.documentElement;
  const maker = document.querySelector(".make-handout");
  const words = maker.dataset;
  const form = maker.querySelector("form");
  const boxes = [...form.querySelectorAll("[name=page]")];
  const fields = [...form.querySelectorAll("[data-kept]")];
  const groups = ["size", "paper"].map((name) => form.elements[name]);
  const { keep } = form.elements;
  const said = form.querySelector("[data-say=pages]");
  const button = form.querySelector("[data-do=print]");
  const preview = maker.querySelector(".make-preview");
  const sheets = preview.querySelector(".handout");
  const onFile = location.protocol === "file:";
  const ownMargins = { ...root.dataset };
  const ownTitle = document.title;
  const pages = new Map();
  let turn = 0;

  const copy = (part) => maker.querySelector(`template[data-part=${part}]`).content.firstElementChild.cloneNode(true);
  const cover = copy("cover");
  const chosen = () => boxes.filter((box) => box.checked);
  const title = (box) => box.parentNode.textContent.trim();
  const dated = words.made.replace("{day}", new Intl.DateTimeFormat(root.lang, { dateStyle: "long" }).format(new Date()));

  // From a file, a browser fetches nothing: the copy for a memory stick brings each page as a script, too.
  async function fetched(box) {
    const { href: url } = box.closest("li").querySelector("a");
    let html = "";
    if (onFile) {
      await plainwords.load(`pages/${box.value}.js`);
      html = plainwords.pages[box.value];
    } else {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${url} is not there`);
      html = await answer.text();
    }
    return { url, article: new DOMParser().parseFromString(html, "text/html").querySelector("article") };
  }

  async function got(box) {
    try {
      if (!pages.has(box)) pages.set(box, await fetched(box));
    } catch {
      return null;
    }
    return pages.get(box);
  }

  async function show() {
    const mine = ++turn;
    const wanted = chosen();
    tell();
    button.disabled = true;
    const waiting = setTimeout(() => (said.textContent = words.loading), 500);
    const found = await Promise.all(wanted.map(got));
    clearTimeout(waiting);
    if (mine !== turn) return;
    const missing = wanted.filter((_, at) => !found[at]);
    for (const box of missing) box.checked = false;
    tell(missing);
    lay(found.filter(Boolean));
  }

  // How many pages are chosen, in all and in each section; and the address of the choice.
  function tell(missing = []) {
    const count = chosen().length;
    const many = count === 1 ? words.one : count ? words.many.replace("{n}", count) : words.none;
    said.textContent = [...missing.map((box) => words.failed.replace("{title}", title(box))), many].join(" ");
    for (const section of form.querySelectorAll("details")) {
      const here = section.querySelectorAll("input:checked").length;
      section.querySelector(".make-chosen").textContent = here ? words.chosen.replace("{n}", here) : "";
    }
    form.querySelector("[data-say=address]").hidden = !count;
    const how = groups.filter((group) => !group[0].checked).map((group) => group.value);
    const hash = count ? `#${[chosen().map((box) => box.value).join(","), ...how].join("&")}` : "";
    if (hash !== location.hash) history.replaceState(history.state, "", location.href.split("#")[0] + hash);
  }

  function lay(found) {
    const made = plainwords.handout(found);
    const ends = ["words", "sources", "about"].filter((part) => made[part].length).map((part) => {
      const end = copy(part);
      (end.querySelector("dl, ol") ?? end).append(...made[part]);
      return end;
    });
    const parts = [...made.sections, ...ends];
    cover.querySelector("ol").replaceChildren(...parts.map(line));
    cover.toggleAttribute("data-alone", found.length === 1);
    sheets.replaceChildren(...(found.length ? [cover, ...parts] : []));
    preview.hidden = button.disabled = !found.length;
    dress();
  }

  function line(part) {
    const link = Object.assign(document.createElement("a"), { href: `#${part.id}` });
    link.textContent = part.querySelector("h1").textContent;
    const item = document.createElement("li");
    item.append(link);
    return item;
  }

  // What someone typed, the size and the paper, and what stands in the margins of each sheet.
  function dress() {
    for (const place of cover.querySelectorAll("[data-detail]")) {
      const value = form.elements[place.dataset.detail].value.trim();
      (place.querySelector("dd") ?? place).textContent = value;
      if (place.localName === "p") place.hidden = !value;
    }
    const [size, paper] = groups.map((group) => group.value);
    const [clinic, telephone] = ["clinic", "telephone"].map((name) => form.elements[name].value.trim());
    const room = groups[0][0].checked ? 48 : 30; // letters beside the number of the page
    const whole = [clinic, telephone].filter(Boolean).join(" · ");
    const from = [whole, telephone, clinic].find((text) => text && text.length <= room);
    if (preview.hidden) {
      for (const name of ["handout", "paper"]) delete root.dataset[name];
      Object.assign(root.dataset, ownMargins);
    } else Object.assign(root.dataset, { handout: size, paper, checked: dated, address: from ?? words.home });
  }

  function arrive() {
    const asked = new URLSearchParams(`pages=${location.hash.slice(1)}`);
    const named = new Set(asked.get("pages").split(","));
    if (!boxes.some((box) => named.has(box.value))) return false;
    for (const box of boxes) {
      box.checked = named.has(box.value);
      if (box.checked) box.closest("details").open = true;
    }
    for (const group of groups) {
      const radios = [...group];
      (radios.find((radio) => asked.has(radio.value)) ?? radios[0]).checked = true;
    }
    return true;
  }

  function store() {
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value]));
    try {
      if (keep.checked) localStorage.setItem(KEY, JSON.stringify(values));
      else localStorage.removeItem(KEY);
      return true;
    } catch {
      return !keep.checked;
    }
  }

  function recall() {
    try {
      const values = JSON.parse(localStorage.getItem(KEY));
      keep.checked = values !== null;
      for (const field of fields) field.value = String(values?.[field.name] ?? "");
    } catch {
      // Nothing can be kept here, or what was kept is spoiled.
    }
  }

  // On the screen, the handout takes the rules of paper, which stand in the style sheet of the site.
  function likePaper() {
    try {
      const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
      const print = rules.filter((rule) => rule.media?.mediaText === "print").flatMap((rule) => [...rule.cssRules]);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`@media screen { @scope (.make-sheets) { ${print.map((rule) => rule.cssText).join("\n")} } }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      // From a file, or in an older browser, the handout looks like the pages on the screen.
    }
  }

  function start() {
    cover.querySelector(".handout-made").textContent = dated;
    form.addEventListener("input", ({ target }) => {
      if (target.name === "page") return show();
      if (target.name === "keep" || fields.includes(target)) {
        const done = store();
        keep.checked &&= done;
        form.querySelector("[data-say=keep] > *").hidden = done;
      }
      tell();
      dress();
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const box of boxes) box.checked = false;
      show();
    });
    button.addEventListener("click", () => window.print());
    addEventListener("beforeprint", () => {
      if (!preview.hidden) document.title = chosen().map(title).join(", ");
    });
    addEventListener("afterprint", () => (document.title = ownTitle));
    addEventListener("hashchange", () => (arrive() ? show() : tell()));
    likePaper();
    recall();
    if (arrive()) show();
  }

  if (onFile && !("stick" in words)) {
    maker.classList.add("make-plain");
    form.querySelector("[data-plain=file]").hidden = false;
  } else start();
}

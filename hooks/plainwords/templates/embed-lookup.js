// Finds words in the list that stands in this page. Nothing that a reader types leaves the frame.
(() => {
  "use strict";
  const MOST = 8;
  const field = document.getElementById("word");
  const status = document.querySelector("[role=status]");
  const list = document.querySelector("dl");
  const plain = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  // One form for one and many: no word need be right, if only both become the same.
  const single = (name) =>
    name.replace(/ies\b/g, "y").replace(/(ss|[xz]|[cs]h)es\b/g, "$1").replace(/([^ius])s\b/g, "$1");
  const terms = JSON.parse(document.getElementById("terms").textContent).map(([id, term, forms, short]) => ({
    id, term, short, names: [term, ...forms].map((form) => ({ form, name: plain(form), one: single(plain(form)) })),
  }));

  const rank = (name, asked) => {
    if (name === asked) return 0;
    if (name.startsWith(asked)) return 1;
    return ` ${name}`.includes(` ${asked}`) ? 2 : asked.length > 2 && name.includes(asked) ? 3 : 9;
  };

  const find = (asked) => {
    const found = [], askedOne = single(asked);
    for (const term of terms) {
      let best = { rank: 9 };
      for (const { form, name, one } of term.names) {
        const now = Math.min(rank(name, asked), rank(one, askedOne) + 0.5);
        if (now < best.rank) best = { rank: now, length: name.length, form, term };
      }
      if (best.term) found.push(best);
    }
    return found.sort((one, other) => one.rank - other.rank || one.length - other.length);
  };

  const add = (parent, tag, text) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    parent.append(element);
    return element;
  };

  const show = () => {
    const asked = plain(field.value);
    const found = asked ? find(asked) : [];
    const say = status.dataset;
    list.textContent = "";
    for (const { term, form } of found.slice(0, MOST)) {
      const entry = add(list, "div");
      add(entry, "dt", form === term.term ? form : `${term.term} (${list.dataset.also.replace("{form}", form)})`);
      const link = add(add(entry, "dd", `${term.short} `), "a", list.dataset.more.replace("{term}", term.term));
      link.href = `${list.dataset.base}${term.id}/`;
      link.target = "_blank";
      link.rel = "noreferrer";
    }
    const many = found.length > MOST ? say.first.replace("{count}", MOST) : say.many.replace("{count}", found.length);
    status.textContent = !asked ? "" : !found.length ? say.none : found.length === 1 ? say.one : many;
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, 200); // heights that follow each other faster look like a fault to the host page
  });
  const given = /[#&]q=([^&]*)/.exec(location.hash);
  if (given) {
    try {
      field.value = decodeURIComponent(given[1].replace(/\+/g, " "));
    } catch {
      return; // a broken address asks for nothing
    }
    show();
  }
})();

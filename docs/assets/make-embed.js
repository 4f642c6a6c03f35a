// The page on which a group makes the code for its own site. All of it happens here: the code of a page or word is the
// one that those get who paste its address. The address of this page holds what was chosen, so that pages lead to it.
{
  "use strict";
  const { base } = plainwords;
  const maker = document.querySelector(".make-embed");
  const words = maker.dataset;
  const form = maker.querySelector("form");
  const { elements } = form;
  const said = form.querySelector("[role=status]");
  const preview = maker.querySelector(".live");
  let turn = 0;
  let faults = []; // what is wrong in the fields for words in somebody's own text

  const byHand = (name) => maker.querySelector(`[data-snippet=${name}]`).textContent;
  const answers = new Map([[form.querySelector("[name=page] [selected]").value, byHand("page")]]);
  const ours = (address) => address.replace(words.home, `${base}/`);
  const quoted = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

  async function fetched(id) {
    const answer = await fetch(`${base}/${words.folder}oembed/${id}.json`);
    if (!answer.ok) throw new Error(`${id} is not there`);
    return (await answer.json()).html;
  }

  function codeOf(id) {
    if (!answers.has(id)) answers.set(id, fetched(id).catch((error) => { answers.delete(id); throw error; }));
    return answers.get(id);
  }

  async function frame(what) {
    const whole = what === "lookup" ? byHand("lookup") : await codeOf(elements[what].value);
    const [code] = whole.split("\n<script");
    const theme = elements.theme.value === "auto" ? "" : `#theme=${elements.theme.value}`;
    const themed = code.replace(/(<iframe src="[^"]*)/, `$1${theme}`);
    const plain = themed.replace(/ style="[^"]*"/, ""); // our own policy takes no style but that of files
    const shown = new DOMParser().parseFromString(plain, "text/html").querySelector("iframe");
    const script = byHand("lookup").slice(byHand("lookup").indexOf("<script"));
    return { code: elements.tall.checked ? `${themed}\n${script}` : themed, src: ours(shown.src), title: shown.title };
  }

  function isSelector(text) {
    try {
      document.createDocumentFragment().querySelector(text);
      return true;
    } catch {
      return false;
    }
  }

  // What is written is what is asked for; what the script could not read is left out, and said to be.
  function options() {
    const given = { once: elements.once.value };
    faults = [];
    for (const name of ["root", "skip", "max"]) {
      const field = elements[name];
      const text = field.value.trim();
      const isRight = !text || (name === "max" ? /^[1-9][0-9]*$/.test(text) : isSelector(text));
      field.setAttribute("aria-invalid", !isRight);
      if (isRight) given[name] = text;
      else faults.push(words[name === "max" ? "noNumber" : "noSelector"].replace("{text}", () => text));
    }
    if (elements.theme.value !== "auto") given.theme = elements.theme.value;
    if (elements.click.checked) given.load = "click";
    return Object.entries(given).filter(([, value]) => value);
  }

  function marks() {
    const given = options();
    const more = given.map(([name, value]) => ` data-${name}="${quoted(value)}"`).join("");
    const src = `${words.text}#${new URLSearchParams(given)}`;
    return { code: byHand("words").replace(" async", `${more} async`), src, title: words.sample };
  }

  async function show() {
    const mine = ++turn;
    const what = elements.what.value;
    for (const part of form.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(what);
    const waiting = setTimeout(() => (said.textContent = words.loading), 500);
    let made = null;
    faults = [];
    try {
      made = what === "words" ? marks() : await frame(what);
    } catch {
      // Told below.
    }
    clearTimeout(waiting);
    if (mine !== turn) return;
    elements.code.value = made ? made.code : "";
    said.textContent = made ? [...faults, words.ready].join(" ") : words.failed;
    see(made);
  }

  function see(made) {
    preview.classList.toggle("live-plain", !elements.tall.checked && elements.what.value !== "words");
    preview.replaceChildren();
    if (!made) return;
    const shown = document.createElement("iframe");
    Object.assign(shown, { src: made.src, title: made.title, width: 600, height: 480, referrerPolicy: "no-referrer" });
    shown.sandbox = "allow-scripts allow-popups allow-popups-to-escape-sandbox";
    preview.append(shown);
  }

  function keepAddress(what) {
    const theme = elements.theme.value === "auto" ? "" : `&theme=${elements.theme.value}`;
    const hash = `#${elements[what] instanceof HTMLSelectElement ? elements[what].value : what}${theme}`;
    if (hash !== location.hash) history.replaceState(history.state, "", location.href.split("#")[0] + hash);
  }

  function arrive() {
    const asked = new URLSearchParams(`show=${location.hash.slice(1)}`);
    const wanted = asked.get("show");
    const choice = ["page", "word"].find((name) => [...elements[name].options].some(({ value }) => value === wanted));
    if (choice) elements[choice].value = wanted;
    else if (!["lookup", "words"].includes(wanted)) return;
    elements.what.value = choice ?? wanted;
    elements.theme.value = ["light", "dark"].find((name) => name === asked.get("theme")) ?? "auto";
  }

  async function copy() {
    const text = elements.code.value;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = words.copied;
    } catch {
      elements.code.select();
      said.textContent = document.execCommand?.("copy") ? words.copied : words.notCopied;
    }
  }

  if (location.protocol === "file:" || "stick" in words) {
    maker.classList.add("make-plain");
    maker.querySelector("[data-plain=file]").hidden = false;
  } else {
    form.addEventListener("change", () => {
      keepAddress(elements.what.value);
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.querySelector("button").addEventListener("click", copy);
    addEventListener("hashchange", () => { arrive(); show(); });
    arrive();
    show();
  }
}

// The settings of a page: a choice applies at once, and is kept only while the reader wants it kept.
// partials/head.js puts kept choices on <html> before the first paint. Nothing travels to other pages
// unless it is kept: an address with settings in it would be passed on with every link a reader shares.
{
  "use strict";
  const KEY = "plainwords-settings";
  const root = document.documentElement;
  const form = document.querySelector("#settings form");
  const metas = [...document.querySelectorAll("meta[name='theme-color']")];
  const colors = metas.map((meta) => meta.content);

  const read = (text) => {
    try {
      return Object(JSON.parse(text));
    } catch {
      return {};
    }
  };
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const store = (text) => {
    try {
      if (text === null) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, text);
      return true;
    } catch {
      return false;
    }
  };

  // Speed and voice of "Read to me" live here, too.
  let values = read(stored());
  const groups = [...new Set([...form.querySelectorAll("[type=radio]")].map((radio) => radio.name))];

  const paint = () => {
    for (const name of groups) {
      if (form.elements[name].value) root.dataset[name] = form.elements[name].value;
      else delete root.dataset[name];
    }
    const chosen = metas.findIndex((meta) => meta.media.includes(root.dataset.theme));
    metas.forEach((meta, at) => (meta.content = colors[chosen < 0 ? at : chosen]));
  };
  const show = (text) => {
    values = read(text);
    form.reset();
    for (const radio of form.querySelectorAll("[type=radio]")) {
      if (radio.value && radio.value === values[radio.name]) radio.checked = true;
    }
    form.elements.keep.checked = text !== null;
    paint();
  };
  const save = () => {
    for (const name of groups) values[name] = form.elements[name].value || undefined;
    const { keep } = form.elements;
    const done = !keep.checked || store(JSON.stringify(values));
    keep.checked &&= done;
    form.querySelector("[role=status] > *").hidden = done;
  };

  form.addEventListener("change", (event) => {
    if (event.target.name === "keep" && !event.target.checked) store(null);
    paint();
    save();
  });
  // Other tabs follow: they hear of the empty settings first, and then that nothing is kept any more.
  form.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault();
    if (stored() !== null && store("{}")) store(null);
    show(null);
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key === KEY && newValue !== null) show(newValue);
    else if (key === KEY || key === null) form.elements.keep.checked = false;
  });
  // A page that comes back by the Back button stands as it was left.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && stored() !== null) show(stored());
  });
  if (stored() !== null) show(stored());

  plainwords.setting = (name, value) => {
    if (value === undefined) return values[name];
    values[name] = value;
    save();
    return value;
  };

  const button = document.getElementById("read");
  if (button && window.speechSynthesis) {
    const language = root.lang.slice(0, 2);
    const look = () => {
      button.disabled = !speechSynthesis.getVoices().some((voice) => voice.lang.startsWith(language));
    };
    speechSynthesis.addEventListener?.("voiceschanged", look);
    look();
    button.addEventListener("click", async () => {
      await plainwords.load("words.js", "read-text.js");
      await plainwords.load("read.js");
      plainwords.read();
    });
  }
}

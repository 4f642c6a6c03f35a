// axe-core with what makes it quick enough for every page in each of its forms: to be run in a page that has axe.
{
  "use strict";
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

  // Only these can differ between a page in one width and in another, and between light and dark.
  const colors = ["color-contrast", "link-in-text-block"];
  const shifting = [
    "aria-hidden-focus", "nested-interactive", "scrollable-region-focusable", "target-size", ...colors,
  ];

  // Elements that stand under the same chain of elements, classes and attributes look the same; of a list of a thousand
  // words one needs to be measured. Attributes that say where a thing leads or how it is called change no look.
  const telling = new Map();
  const chain = (element) => {
    if (!element) return "";
    if (!telling.has(element)) {
      const own = [...element.attributes].filter(({ name }) => !/^(href|id|title|datetime|data-(?!kind|theme).*)$/.test(name));
      const said = own.map(({ name, value }) => `${name}=${/^aria-(label|describe|control)/.test(name) ? "" : value}`);
      const place = element.previousElementSibling ? "" : ":first";
      telling.set(element, `${chain(element.parentElement)}>${element.localName}[${said}]${place}`);
    }
    return telling.get(element);
  };

  const speaks = (element) =>
    element.matches("a, button, input, select, textarea, summary, [tabindex]") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());

  const selectors = {
    "color-contrast": "[data-audited=new]",
    "link-in-text-block": "a[href][data-audited=new]",
    "target-size": "[data-audited]",
  };
  const rules = Object.entries(selectors).map(([id, selector]) => ({ id, selector }));
  if (!window.auditAll) axe.configure({ rules });

  // The looks whose colors have passed on pages before this one, in the same form.
  const form = () => `passed ${innerWidth} ${matchMedia("(prefers-color-scheme: dark)").matches}`;
  const passed = () => new Set(JSON.parse(sessionStorage.getItem(form()) ?? "[]"));

  // Marks one element of each look in what is looked at, and says which looks there are.
  const choose = (within) => {
    telling.clear();
    const known = passed();
    const seen = new Set();
    for (const marked of document.querySelectorAll("[data-audited]")) delete marked.dataset.audited;
    for (const element of within.flatMap((root) => [root, ...root.querySelectorAll("*")])) {
      const look = speaks(element) && element.checkVisibility() && chain(element);
      if (look === false || seen.has(look)) continue;
      seen.add(look);
      element.dataset.audited = known.has(look) ? "known" : "new";
    }
    return seen;
  };

  const told = ({ violations }) => violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all, none }) => ({
      rule: id,
      help,
      place: target.flat().join(" "),
      why: [...any, ...all, ...none].map(({ message }) => message).join("; "),
    })));

  const run = async (runOnly, within = [document.documentElement]) => {
    const looks = choose(within);
    const found = told(await axe.run({ include: within }, { runOnly, resultTypes: ["violations"], preload: false }));
    if (!found.some(({ rule }) => colors.includes(rule)))
      sessionStorage.setItem(form(), JSON.stringify([...passed().union(looks)]));
    return found;
  };

  const all = { type: "tag", values: tags };
  const only = (values) => (window.auditAll ? all : { type: "rule", values });
  const known = () => !window.auditAll && choose([document.documentElement]).isSubsetOf(passed());
  const opened = () => [...document.querySelectorAll("dialog[open], :popover-open")];

  window.audit = {
    whole: () => run(all),
    // What another width, or other colors, may have changed since.
    resized: () => run(only(shifting)),
    recolored: async () => (known() ? [] : run(only(colors))),
    opened: () => run(all, opened()),
    openedAgain: () => run(only(shifting), opened()),
  };
}

// axe-core with what makes it quick enough for every page in each of its forms: to be run in a page that has axe.
{
  "use strict";
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

  // Only these can differ between the forms of one page: size, colors, what is open.
  const shifting = [
    "aria-hidden-focus", "color-contrast", "link-in-text-block", "nested-interactive", "scrollable-region-focusable",
    "target-size",
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

  const costly = ["color-contrast", "link-in-text-block", "target-size"];
  const links = { "link-in-text-block": "a[href][data-audited]" };
  if (!window.auditAll) axe.configure({ rules: costly.map((id) => ({ id, selector: links[id] ?? "[data-audited]" })) });

  // Marks one element of each look.
  const choose = () => {
    telling.clear();
    const seen = new Set();
    for (const element of document.querySelectorAll("*")) {
      const look = speaks(element) && element.checkVisibility() && chain(element);
      element.toggleAttribute("data-audited", look !== false && !seen.has(look));
      if (look !== false) seen.add(look);
    }
  };

  const told = ({ violations }) => violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, any, all, none }) => ({
      rule: id,
      help,
      place: target.flat().join(" "),
      why: [...any, ...all, ...none].map(({ message }) => message).join("; "),
    })));

  const run = async (context, runOnly) => {
    choose();
    return told(await axe.run(context, { runOnly, resultTypes: ["violations"], preload: false }));
  };

  window.audit = {
    whole: () => run(document, { type: "tag", values: tags }),
    // What another size or other colors may have changed.
    form: () => run(document, window.auditAll ? { type: "tag", values: tags } : { type: "rule", values: shifting }),
    opened: () => run({ include: ["dialog[open], :popover-open"] }, { type: "tag", values: tags }),
  };
}

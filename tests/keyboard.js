// Notes what Tab reaches, in which order, and whether a reader can see it: to be run in a page before the keys.
window.keyboard = (() => {
  "use strict";
  const can = "a[href], button, input, select, textarea, summary, iframe, [tabindex='0'], [contenteditable]";
  const all = [...document.querySelectorAll(can)].filter((one) =>
    !one.disabled && one.tabIndex >= 0 && !one.closest("[inert]") && one.getClientRects().length &&
    (one.checkVisibility({ visibilityProperty: true })));
  const look = (one) => {
    const style = getComputedStyle(one);
    const { outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, textDecorationLine } = style;
    const outline = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    return JSON.stringify([outline, boxShadow, backgroundColor, borderColor, textDecorationLine]);
  };
  const before = new Map(all.map((one) => [one, look(one)]));
  const name = (one) => `${one.localName}.${one.className}: ${(one.innerText || one.name || "").trim().slice(0, 40)}`;
  const order = [];
  const unseen = [];
  const covered = [];

  const uncovered = (one) => [...one.getClientRects()].some((box) => [0.1, 0.5, 0.9].some((part) => {
    const top = document.elementFromPoint(box.left + box.width * part, box.top + box.height / 2);
    return top && (one.contains(top) || top.contains(one));
  }));

  document.addEventListener("focusin", ({ target }) => {
    order.push(target);
    if (before.has(target) && look(target) === before.get(target)) unseen.push(name(target));
    requestAnimationFrame(() => {
      if (document.activeElement === target && !uncovered(target)) covered.push(name(target));
    });
  });

  return {
    count: all.length,
    ahead: all.filter((one) => one.tabIndex > 0).map(name),
    result: () => ({
      missed: all.filter((one) => !order.includes(one)).map(name),
      strange: order.filter((one) => !before.has(one)).map(name),
      jumps: order.slice(1).filter((one, at) => all.indexOf(one) !== (all.indexOf(order[at]) + 1) % all.length).map(name),
      unseen,
      covered,
    }),
  };
})();

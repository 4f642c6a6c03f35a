// Finds what does not fit: the page scrolling sideways, and boxes that cut what is in them.
window.misfits = () => {
  "use strict";
  const { scrollWidth, clientWidth } = document.scrollingElement;
  const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in ${clientWidth}`] : [];
  const name = (one) => `${one.localName}.${one.className}: ${one.innerText.trim().slice(0, 40)}`;
  // What only screen readers are told is cut on purpose: to a box of one pixel.
  const hidden = (one) => one.clientWidth <= 1 || one.clientHeight <= 1;
  const cut = [...document.querySelectorAll("body, body *")].filter((one) => {
    if (!(one instanceof HTMLElement) || !one.checkVisibility() || hidden(one) || !one.innerText.trim()) return false;
    const { overflowX, overflowY } = getComputedStyle(one);
    const closed = (overflow) => overflow === "hidden" || overflow === "clip";
    return (closed(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
      (closed(overflowY) && one.scrollHeight > one.clientHeight + 1);
  });
  const beyond = [...document.querySelectorAll("main a, main button, main p, main li, main td")].filter((one) => {
    if (!one.checkVisibility()) return false;
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.right < 1;
  });
  return [...wide, ...cut.map((one) => `cut: ${name(one)}`), ...beyond.map((one) => `off the page: ${name(one)}`)];
};

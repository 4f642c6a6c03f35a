// Sizes our frames on the pages of others. Believes nobody but the windows of those frames, and never throws.
(() => {
  "use strict";
  try {
    const KIND = /\/embed\/v1(\.\d+)*\/embed\.js([?#].*)?$/; // of any version: the frames lie below v1
    const LOWEST = 40, HIGHEST = 20000, CHANGES = 40, IN = 2000, GROWTHS = 8, APART = 400;
    // Through the prototype: a form or picture of the host's may bear the name of any member of `document`.
    const proto = Document.prototype;
    const all = (selector) => [...proto.querySelectorAll.call(document, selector)];
    const member = (name) => Object.getOwnPropertyDescriptor(proto, name).get.call(document);
    const own = [member("currentScript")].concat(all("script")).map((script) => script && script.src);
    const home = own.find((address) => KIND.test(address)).replace(KIND, "/embed/v1/");
    const mark = Symbol.for("plainwords " + home);
    if (window[mark]) return;
    window[mark] = true;

    const { origin } = new URL(home);
    const known = new WeakMap();
    const frames = () => all("iframe").filter((frame) => frame.src.startsWith(home));
    const ping = (frame) => frame.contentWindow.postMessage({ plainwords: 1, type: "ping" }, "*");
    const within = (value, low) => Number.isFinite(value) && value >= low && value <= HIGHEST;

    const size = (frame, height) => {
      const now = performance.now(), width = frame.clientWidth;
      const state = known.get(frame) || { changes: [] };
      known.set(frame, state);
      frame.style.maxHeight = ""; // scripts of some WordPress themes keep each frame to its first proportions
      if (state.width !== width) Object.assign(state, { width, growths: 0, grown: 0, height: 0 });
      if (state.height === height || state.growths >= GROWTHS) return;
      state.changes = state.changes.filter((change) => now - change < IN);
      if (state.changes.length >= CHANGES) {
        // The height that it comes to rest at must not be lost.
        state.later = state.later || setTimeout(() => { state.later = 0; ping(frame); }, IN);
        return;
      }
      if (height > state.height) {
        state.growths = now - state.grown < APART ? state.growths + 1 : 1;
        state.grown = now;
      }
      state.changes.push(now);
      state.height = height;
      const look = getComputedStyle(frame);
      const sides = ["borderTopWidth", "borderBottomWidth", "paddingTop", "paddingBottom"];
      const border = look.boxSizing === "border-box" ? sides.reduce((sum, side) => sum + parseFloat(look[side]), 0) : 0;
      frame.style.setProperty("height", height + border + "px", "important");
    };

    addEventListener("message", ({ source, origin: from, data }) => {
      try {
        if (!data || data.plainwords !== 1 || (from !== origin && from !== "null")) return;
        const frame = frames().find(({ contentWindow }) => contentWindow === source);
        if (!frame) return;
        if (data.type === "height" && within(data.height, LOWEST)) size(frame, data.height);
        if (data.type === "scroll" && within(data.top, 0) && member("activeElement") === frame)
          scrollBy(0, frame.getBoundingClientRect().top + frame.clientTop + data.top - (parseFloat(getComputedStyle(
            member("documentElement")).scrollPaddingTop) || 20)); // a header that stays in view covers so much
      } catch {}
    });
    const pingAll = () => frames().forEach((frame) => { try { ping(frame); } catch {} });
    for (const type of ["load", "resize"]) addEventListener(type, pingAll); // a browser lets a frame out of view sleep
    pingAll();
  } catch {}
})();

// The switch on the page about reading offline: nothing is kept on a device before someone asks for it here.
{
  "use strict";
  const box = document.querySelector(".offline-switch");
  const root = new URL(`${document.documentElement.dataset.base}/`, location.href).href;
  const bar = box.querySelector("progress");
  const worker = navigator.serviceWorker;

  // Each sentence and button of the box stands in the page, for the states that it is named for.
  const show = (state) => {
    for (const part of box.querySelectorAll("[data-state]")) {
      part.hidden = !part.dataset.state.split(" ").includes(state);
    }
  };
  const fill = (name, text) => {
    for (const place of box.querySelectorAll(`[data-fill="${name}"]`)) place.textContent = text;
  };
  const day = (text) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" }).format(new Date(text));

  const registration = async () => {
    const found = await worker.getRegistration(root);
    return found?.scope === root ? found : null;
  };
  const ours = async () => (await caches.keys()).filter((name) => name.startsWith(`plainwords ${root} `));

  const showKept = async () => {
    const names = await ours();
    const list = names.length && (await caches.match(`${root}offline.json`, { cacheName: names.at(-1) }));
    if (!list) return show("failed");
    fill("day", day((await list.json()).kept));
    return show("kept");
  };

  const follow = (installing) => {
    show("keeping");
    installing.addEventListener("statechange", () => {
      if (installing.state === "activated") showKept();
      if (installing.state === "redundant") show("failed");
    });
  };

  const keep = async () => {
    show("keeping");
    bar.removeAttribute("value");
    try {
      const made = await worker.register(`${root}sw.js`, { scope: root, updateViaCache: "none" });
      if (made.installing) follow(made.installing);
      else await showKept();
    } catch {
      show("failed");
    }
  };

  const remove = async () => {
    await (await registration())?.unregister();
    for (const name of await ours()) await caches.delete(name);
    show("removed");
  };

  const start = async () => {
    worker.addEventListener("message", (event) => {
      const told = event.data?.plainwords;
      if (!told?.total) return;
      bar.max = told.total;
      bar.value = told.kept;
    });
    box.querySelector("[data-do=keep]").addEventListener("click", keep);
    box.querySelector("[data-do=remove]").addEventListener("click", remove);
    const found = await registration();
    if (found?.installing && !found.active) return follow(found.installing);
    if (found?.active) return showKept();
    show("asked-for-nothing");
    const list = await (await fetch(`${root}offline.json`)).json();
    return fill("size", Math.max(1, Math.round(list.bytes / 1e6)));
  };

  if (worker && window.caches && window.isSecureContext) start();
  else show("impossible");
}

// The service worker: it is there only after a reader asked for a copy of the site (assets/offline.js).
// A page comes from the network wherever that answers. Otherwise it comes from the copy, and says so.
// Before this, the build writes a line `self.VERSION = "…";`, the hash of all that the copy holds.
(() => {
  "use strict";
  const scope = self.registration.scope;
  const ours = `plainwords ${scope} `; // sites of one origin share their caches
  const current = ours + self.VERSION;
  const listed = new URL("offline.json", scope).href;
  const patience = 4000;
  const atOnce = 6;
  const copies = new Set(); // windows that show a page of the copy: what else they need comes from it, too

  const digest = async (response) => {
    const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer()));
    return Array.from(bytes.slice(0, 8), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const inCopy = (url, name = current) => caches.match(url, { cacheName: name, ignoreSearch: true });

  const tell = async (message) => {
    for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
      if (client.url.startsWith(scope)) client.postMessage({ plainwords: message });
    }
  };

  // The list of an earlier copy: what has not changed since need not be fetched again.
  const earlier = async () => {
    for (const name of await caches.keys()) {
      const list = name.startsWith(ours) && name !== current && (await inCopy(listed, name));
      if (list) return { name, files: (await list.json()).files };
    }
    return { name: "", files: {} };
  };

  const fetched = async (url, hash) => {
    const response = await fetch(url, { cache: "no-cache" });
    if (response.ok && !response.redirected && (await digest(response)) === hash) return response;
    throw new Error(`${url} is not what this version of the site has there`);
  };

  const keep = async () => {
    const list = await (await fetch(listed, { cache: "no-cache" })).json();
    if (list.version !== self.VERSION) throw new Error("the site is being changed");
    const before = await earlier();
    const cache = await caches.open(current);
    const open = Object.entries(list.files);
    const total = open.length;
    const work = async () => {
      for (let file = open.pop(); file; file = open.pop()) {
        const [path, hash] = file;
        const url = new URL(path, scope).href;
        const same = before.files[path] === hash && (await inCopy(url, before.name));
        await cache.put(url, same || (await fetched(url, hash)));
        await tell({ kept: total - open.length, total });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    const kept = new Date().toISOString().slice(0, 10);
    await cache.put(listed, new Response(JSON.stringify({ ...list, kept })));
  };

  self.addEventListener("install", (event) => {
    event.waitUntil(
      keep().then(
        () => self.skipWaiting(),
        async (error) => {
          await caches.delete(current);
          throw error;
        },
      ),
    );
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(
      (async () => {
        for (const name of await caches.keys()) {
          if (name.startsWith(ours) && name !== current) await caches.delete(name);
        }
        await self.clients.claim();
      })(),
    );
  });

  // What the network says, null if it fails, undefined if that takes too long.
  const soon = (answer) =>
    Promise.race([answer.catch(() => null), new Promise((resolve) => setTimeout(resolve, patience))]);

  const notice = (list, why) => {
    const day = new Intl.DateTimeFormat(list.language, { dateStyle: "long", timeZone: "UTC" });
    return list.notices[why].replaceAll("{day}", day.format(new Date(list.kept))).replaceAll("{root}", scope);
  };

  // A page of the copy, which says what it is right where its text begins.
  const fromCopy = async (request, why) => {
    const found = await inCopy(listed);
    if (!found) return null;
    const list = await found.json();
    const path = decodeURI(request.url.slice(scope.length).split(/[?#]/)[0]).replace(/(^|\/)index\.html$/, "$1");
    const known = [path, `${path}/`].find((name) => name in list.files) ?? "404.html";
    if (known === `${path}/` && path) return { response: Response.redirect(new URL(known, scope).href) };
    const page = known.endsWith("/") || known === "" || known.endsWith(".html");
    const response = await inCopy(new URL(known, scope).href);
    if (!page || !response) return response && { response };
    const html = (await response.text()).replace(/<main\b[^>]*>/, (main) => main + notice(list, why));
    const headers = new Headers(response.headers);
    for (const name of ["content-length", "content-encoding", "etag"]) headers.delete(name);
    const status = known === "404.html" ? 404 : 200;
    return { response: new Response(html, { status, headers }), hash: list.files[known] };
  };

  const compare = async (network, hash, id) => {
    const response = await network.catch(() => null);
    const client = response?.ok && (await self.clients.get(id));
    if (client) client.postMessage({ plainwords: (await digest(response)) === hash ? "current" : "newer" });
  };

  const page = async (event) => {
    const network = fetch(event.request);
    const answer = await soon(network);
    if (answer && answer.status < 500) return answer;
    const copy = await fromCopy(event.request, answer === undefined ? "slow" : "offline");
    if (!copy) return network;
    copies.add(event.resultingClientId);
    if (answer === undefined) event.waitUntil(compare(network, copy.hash, event.resultingClientId));
    return copy.response;
  };

  const part = async (event) => {
    const known = copies.has(event.clientId) && (await inCopy(event.request.url));
    if (known) return known;
    const network = fetch(event.request);
    const answer = await soon(network);
    return (answer?.status < 500 && answer) || (await inCopy(event.request.url)) || network;
  };

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(scope)) return;
    event.respondWith(request.mode === "navigate" ? page(event) : part(event));
  });
})();

// Stands only in a page that came from the copy on the reader's device: says when there is a newer one.
{
  "use strict";
  const notice = document.querySelector(".kept");
  const show = (state) => {
    for (const text of notice.querySelectorAll("[data-state]")) text.hidden = text.dataset.state !== state;
    notice.querySelector("button").hidden = state === "current";
  };
  const worker = navigator.serviceWorker;
  worker.addEventListener("message", (event) => {
    if (["current", "newer"].includes(event.data?.plainwords)) show(event.data.plainwords);
  });
  worker.addEventListener("controllerchange", () => show("newer"));
  worker.startMessages();
  notice.querySelector("button").addEventListener("click", () => location.reload());
}

/* Keeps the screen of a job up to date while it is at work. Without it, a link on the screen does the same. */
(() => {
  "use strict";
  const SECONDS = 2;
  const shown = () => document.querySelector("[data-job]");

  const refresh = async () => {
    try {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      if (answer.ok) {
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-job]");
        const current = shown();
        // The sentence is replaced inside the region that screen readers listen to; the rest around it.
        if (fresh && current && fresh.innerHTML !== current.innerHTML) {
          const status = current.querySelector('[role="status"]');
          status.textContent = fresh.querySelector('[role="status"]').textContent;
          fresh.querySelector('[role="status"]').replaceWith(status);
          current.replaceChildren(...fresh.childNodes);
          current.toggleAttribute("data-job-open", fresh.hasAttribute("data-job-open"));
        }
      }
    } catch {
      // The line is down for a moment: the next time will do.
    }
    wait();
  };

  const wait = () => {
    if (shown()?.hasAttribute("data-job-open")) window.setTimeout(refresh, SECONDS * 1000);
  };

  document.addEventListener("DOMContentLoaded", wait);
})();

// Sharing, copying, printing and videos behind a click. Every page works without this file; it sends nothing anywhere.
(() => {
  "use strict";

  const each = (selector, use) => document.querySelectorAll(selector).forEach(use);
  const address = document.querySelector("link[rel=canonical]")?.href ?? location.href;

  const say = (button, text) => {
    const line = button.closest("[data-tools]")?.querySelector("[role=status]");
    if (line) line.textContent = text;
  };

  if (navigator.share) {
    each("[data-share]", (control) => {
      control.hidden = false;
      control.addEventListener("click", (event) => {
        event.preventDefault();
        // A reader who closes the sheet again has not made an error.
        navigator.share({ title: document.title, url: address }).catch(() => {});
      });
    });
  }

  if (navigator.clipboard) {
    each("[data-copy]", (button) => {
      button.hidden = false;
      button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(address);
        say(button, button.dataset.copy);
      });
    });
  }

  each("[data-print]", (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });

  each("a[data-frame]", (link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const frame = document.createElement("iframe");
      frame.src = link.dataset.frame;
      frame.title = link.dataset.title;
      frame.allow = "autoplay; fullscreen";
      link.replaceWith(frame);
      frame.focus();
    });
  });
})();

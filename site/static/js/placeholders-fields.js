// Placeholders in the page editor: the document's fields as the form has them now, and the menu that lists them.
// Reads the form and draws one menu; what is done with the chosen key is decided by whoever opened it.
(() => {
  "use strict";
  if (window.vigilPlaceholders) return;

  const KEY_INPUT = /^fields-(\d+)-value-key$/;
  const WATCH_DELAY = 300;

  let configuration = null;
  const configured = () => {
    const source = document.getElementById("placeholders-configuration");
    configuration ||= source ? JSON.parse(source.textContent) : { longest: 60, kept: [], words: {} };
    return configuration;
  };
  const word = (name) => configured().words[name] || "";

  // The fields in the order of the form; those that were removed or have no key yet are left out.
  const fields = () => {
    const found = [];
    for (const input of document.querySelectorAll('input[name^="fields-"][name$="-value-key"]')) {
      const number = KEY_INPUT.exec(input.name)?.[1];
      const key = input.value.trim();
      if (number === undefined || !key) continue;
      const other = (name) => document.querySelector(`[name="fields-${number}-${name}"]`)?.value.trim() || "";
      if (other("deleted") === "1") continue;
      found.push({ key, label: other("value-label") || key });
    }
    return found;
  };

  // Whoever shows fields hears when they change. Adding, moving and removing are clicks.
  const listeners = new Set();
  let known = "";
  let timer = 0;
  const look = () => {
    const now = JSON.stringify(fields());
    if (now === known) return;
    known = now;
    for (const listener of listeners) listener();
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, WATCH_DELAY);
  };
  for (const name of ["input", "change", "click", "keyup"]) document.addEventListener(name, lookSoon, true);
  const subscribe = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };

  const token = (key) => `{{ ${key} }}`;

  // --- The menu ---

  let menu = null;
  let opener = null;

  const close = (giveFocusBack) => {
    if (!menu) return;
    menu.remove();
    menu = null;
    opener?.setAttribute("aria-expanded", "false");
    if (giveFocusBack) opener?.focus();
  };

  const move = (step) => {
    const items = [...menu.querySelectorAll("[role=menuitem]")];
    const place = items.indexOf(document.activeElement);
    items[(place + step + items.length) % items.length]?.focus();
  };

  const onKey = (event) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) move(steps[event.key]);
    else if (event.key === "Home") menu.querySelector("[role=menuitem]")?.focus();
    else if (event.key === "End") [...menu.querySelectorAll("[role=menuitem]")].pop()?.focus();
    else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") return close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const position = (button) => {
    const box = button.getBoundingClientRect();
    const width = menu.offsetWidth;
    const height = menu.offsetHeight;
    const below = box.bottom + height < document.documentElement.clientHeight || box.top < height;
    menu.style.top = `${(below ? box.bottom : box.top - height) + window.scrollY}px`;
    menu.style.left = `${Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8)) + window.scrollX}px`;
  };

  // Opens below `button`; `pick` gets the token that was chosen.
  const open = (button, pick) => {
    if (menu && opener === button) return close(true);
    close(false);
    opener = button;
    const list = fields();
    menu = element("div", { class: "placeholders-menu", role: "menu", "aria-label": word("menu") });
    if (!list.length) menu.append(element("p", { class: "placeholders-menu__empty" }, word("empty")));
    for (const { key, label } of list) {
      const item = element(
        "button",
        { type: "button", role: "menuitem", tabindex: "-1", class: "placeholders-menu__item" },
        element("bdi", {}, label),
        element("code", { dir: "ltr" }, token(key)),
      );
      item.addEventListener("click", () => {
        close(false);
        pick(token(key));
      });
      menu.append(item);
    }
    menu.addEventListener("keydown", onKey);
    document.body.append(menu);
    button.setAttribute("aria-expanded", "true");
    position(button);
    const first = menu.querySelector("[role=menuitem]");
    if (first) first.focus();
    else {
      menu.tabIndex = -1;
      menu.focus();
    }
  };

  document.addEventListener("pointerdown", (event) => {
    if (menu && !menu.contains(event.target) && !opener?.contains(event.target)) close(false);
  });

  window.vigilPlaceholders = { configured, fields, open, subscribe, word };
})();

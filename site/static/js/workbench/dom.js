// Makes elements and asks the server. Texts are put in as text, never as HTML.

import { pieces, readable } from "./tokens.js";

// An element: attributes by name, handlers as onclick and so on, what is null or false left out.
export const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
};

export const button = (label, onclick, attributes = {}) =>
  make("button", { type: "button", class: "button button-small button-secondary", ...attributes, onclick }, label);

export const icon = (name) => {
  const NAMESPACE = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(NAMESPACE, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
};

// A stored text with its marks as chips, which keep their own direction.
export const chips = (stored) =>
  pieces(stored).map((piece) =>
    piece.text === undefined ? make("bdi", { class: "workbench-chip", dir: "ltr" }, piece.mark) : readable(piece.text)
  );

// A difference: what is gone struck through, what came underlined.
export const difference = (parts) =>
  parts.map(({ kind, text }) => {
    if (kind === "equal") return text;
    return make(kind === "deletion" ? "del" : "ins", {}, text);
  });

// {status, ...answer}; status 0 where nobody answered.
const ask = async (url, options) => {
  try {
    const answer = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" }, ...options });
    const type = answer.headers.get("Content-Type") ?? "";
    return { ...(type.includes("json") ? await answer.json() : {}), status: answer.status };
  } catch {
    return { status: 0 };
  }
};

export const get = (url) => ask(url, {});

export const post = (url, values) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return ask(url, { method: "POST", headers, body: new URLSearchParams(values) });
};

// A share in hundredths, as the language of the interface writes it.
export const percent = (share) =>
  (share / 100).toLocaleString(document.documentElement.lang || undefined, { style: "percent" });

// The words of the interface, with named places filled in.
const words = JSON.parse(document.getElementById("workbench-words")?.textContent ?? "{}");
export const say = (key, values = {}) =>
  (words[key] ?? key).replace(/%\((\w+)\)s/g, (all, name) => values[name] ?? all);

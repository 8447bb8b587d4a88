// How one string looks: original and translation side by side, its state, and what stands below them. Changes nothing.

import { button, chips, icon, make, say } from "./dom.js";
import { marks, memory, names, previous } from "./offers.js";
import { commentForm, comments, findings } from "./remarks.js";

const STATES = { missing: "edit", errored: "warning", too_long: "warning", unconfirmed: "help", done: "check" };

// Everything that is drawn of a string, in order.
export const parts = (string) => {
  const { data, place } = string;
  const act = place.mayChange ? string : null;
  const source = make("p", { class: "workbench-source", lang: place.sourceLang, dir: place.sourceDir }, chips(data.source));
  return [
    make("div", { class: "workbench-pair" }, source, target(string)),
    state(string),
    string.message && make("p", { class: "workbench-message", role: "alert" }, icon("warning"), ` ${string.message}`),
    quarrel(string),
    act && buttons(string),
    findings(string, act, place),
    comments(string, act),
    string.isOpen && offers(string),
  ].filter(Boolean);
};

const target = ({ data, place, isOpen, field }) =>
  isOpen
    ? make("div", { class: "workbench-target" }, field)
    : make("p", { class: "workbench-target", lang: place.targetLang, dir: place.targetDir }, chips(data.target));

const state = (string) => {
  const { data } = string;
  // What the checks say stands below with its place and its mending.
  const reason = data.state === "errored" && string.hasErrors ? "" : data.reason;
  const said = reason || [data.history, data.author].filter(Boolean).join(" · ");
  const isWrong = ["errored", "too_long"].includes(data.state) && reason;
  return make(
    "p",
    { class: `workbench-state${isWrong ? " workbench-state--wrong" : ""}` },
    icon(string.hasErrors ? "warning" : (STATES[data.state] ?? "warning")),
    " ",
    make("bdi", {}, string.isBusy ? say("saving") : said),
    " ",
    data.needs_review && make("span", { class: "workbench-review" }, icon("tag"), ` ${say("review")}`)
  );
};

const buttons = (string) =>
  make(
    "div",
    { class: "workbench-buttons" },
    string.isOpen
      ? [
          button(say("save"), () => string.save(), { class: "button button-small" }),
          button(say("next"), () => string.save({ next: true })),
          button(say("cancel"), () => string.close()),
        ]
      : [
          string.data.state === "unconfirmed" &&
            button(say("confirm"), () => string.confirm(), { class: "button button-small" }),
          button(string.data.target ? say("edit") : say("translate"), () => string.open(), { "data-open": true }),
        ]
  );

const offers = (string) => {
  const { place } = string;
  const insert = (before, after) => string.insert(before, after);
  const use = (text) => string.use(text);
  const review = make("input", { type: "checkbox", onchange: (event) => string.review(event.target.checked) });
  review.checked = string.data.needs_review;
  return make(
    "div",
    { class: "workbench-offers" },
    marks(string, insert),
    previous(string, use, place),
    names(string, insert, place),
    memory(string, use, place),
    string.data.target && make("label", { class: "workbench-check" }, review, ` ${say("review")}`),
    make("details", {}, make("summary", {}, say("comment")), commentForm(string))
  );
};

// Another's text stands there by now: both are shown, and the person decides.
const quarrel = (string) => {
  const { place, conflict } = string;
  if (!conflict) return null;
  return make(
    "div",
    { class: "workbench-quarrel" },
    make("p", { role: "alert" }, icon("warning"), ` ${conflict.detail}`),
    make("p", { lang: place.targetLang, dir: place.targetDir, class: "workbench-text" }, conflict.value ? chips(conflict.value) : "—"),
    make(
      "div",
      { class: "workbench-buttons" },
      button(say("mine"), () => string.save({ base: conflict.value }), { class: "button button-small" }),
      button(say("theirs"), () => string.yieldTo(conflict.value))
    )
  );
};

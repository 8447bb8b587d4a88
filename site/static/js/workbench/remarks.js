// What is said about a string: what the checks find, and what translators tell each other.

import { button, icon, make, say } from "./dom.js";

const ICONS = { error: "warning", warning: "help", hint: "info-circle" };

// Open findings first. `act` is null where nothing may be changed.
export const findings = (string, act, place) => {
  const open = string.findings.filter((finding) => !finding.dismissed);
  const closed = string.findings.filter((finding) => finding.dismissed);
  if (!open.length && !closed.length) return null;
  return make(
    "ul",
    { class: "workbench-findings", "aria-label": say("findings") },
    open.map((finding) => openFinding(string, finding, act, place)),
    closed.map((finding) => closedFinding(finding, act))
  );
};

const openFinding = (string, finding, act, place) => {
  const reason = make("input", { type: "text", maxlength: "500", required: true, "aria-label": say("reason") });
  const form = make(
    "form",
    {
      class: "workbench-dismiss",
      onsubmit: (event) => {
        event.preventDefault();
        act.dismiss(finding, reason.value);
      },
    },
    make("label", {}, say("reason"), " ", reason),
    make("button", { type: "submit", class: "button button-small button-secondary" }, say("dismiss"))
  );
  form.hidden = true;
  const toggle = button(`${say("dismiss")}…`, () => {
    form.hidden = !form.hidden;
    toggle.setAttribute("aria-expanded", String(!form.hidden));
    if (!form.hidden) reason.focus();
  }, { "aria-expanded": "false" });
  return make(
    "li",
    { class: `workbench-finding workbench-finding--${finding.severity}`, "data-fingerprint": finding.fingerprint },
    make("p", {}, icon(ICONS[finding.severity] ?? "warning"), make("strong", {}, ` ${finding.severity_label}: `), finding.sentence),
    make("p", { class: "workbench-quiet" }, finding.why),
    act &&
      make(
        "p",
        { class: "workbench-buttons" },
        finding.fix &&
          button(make("bdi", { lang: place.targetLang }, finding.fix.label), () => act.fix(finding), {
            class: "button button-small",
            "data-fix": true,
          }),
        toggle
      ),
    act && form
  );
};

const closedFinding = (finding, act) =>
  make(
    "li",
    { class: "workbench-finding workbench-finding--dismissed" },
    make("p", {}, icon("check"), " ", make("del", {}, finding.sentence)),
    make("p", { class: "workbench-quiet" }, say("dismissed", { person: finding.dismissed.by, reason: finding.dismissed.reason })),
    act && button(say("restore"), () => act.restore(finding))
  );

export const comments = (string, act) => {
  const rows = string.data.comments.map((comment) =>
    make(
      "li",
      {},
      make("p", { class: "workbench-quiet" }, make("bdi", {}, comment.author), ` · ${comment.at}`),
      make("p", { dir: "auto" }, comment.text),
      act && comment.own && button(say("remove"), () => act.remove(comment))
    )
  );
  return rows.length ? make("ul", { class: "workbench-comments", "aria-label": say("comments") }, rows) : null;
};

export const commentForm = (act) => {
  const text = make("textarea", { rows: "2", maxlength: "2000", required: true, dir: "auto", "aria-label": say("comment") });
  return make(
    "form",
    {
      class: "workbench-comment",
      onsubmit: (event) => {
        event.preventDefault();
        act.comment(text.value);
      },
    },
    make("label", {}, say("comment"), " ", text),
    make("button", { type: "submit", class: "button button-small button-secondary" }, say("add"))
  );
};

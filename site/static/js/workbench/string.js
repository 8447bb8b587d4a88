// One string: shows it, lets a person translate it, and tells the server. Knows nothing of the list it stands in.

import { button, chips, get, icon, make, post, say } from "./dom.js";
import { best, marks, memory, names, previous } from "./offers.js";
import { commentForm, comments, findings } from "./remarks.js";
import { isolated, storable, typed } from "./tokens.js";

// The classes that wagtail-localize gives its own strings.
const HOSTS = { missing: "incomplete", errored: "errored", too_long: "errored", unconfirmed: "incomplete", done: "complete" };
const STATES = { missing: "edit", errored: "warning", too_long: "warning", unconfirmed: "help", done: "check" };

export class EditorString {
  constructor(data, place) {
    this.data = data;
    this.place = place;
    this.findings = [];
    this.memory = null;
    this.field = null;
    this.conflict = null;
    this.message = "";
    this.isBusy = false;
    this.element = make("div", { class: "workbench-string" });
    this.draw();
  }

  get isOpen() {
    return this.field !== null;
  }

  get isDone() {
    return this.data.state === "done" && !this.hasErrors;
  }

  get hasErrors() {
    return this.findings.some((finding) => !finding.dismissed && finding.severity === "error");
  }

  // What would be stored now differs from what is stored.
  get isChanged() {
    return this.isOpen && this.typed !== storable(typed(this.data.target, this.place.targetDir), this.data.source);
  }

  get typed() {
    return storable(this.field.value, this.data.source);
  }

  draw() {
    const { data, place } = this;
    const may = place.mayChange;
    const act = may ? this : null;
    this.element.dataset.state = this.isBusy ? "busy" : data.state;
    this.element.replaceChildren(
      make(
        "div",
        { class: "workbench-pair" },
        make("p", { class: "workbench-source", lang: place.sourceLang, dir: place.sourceDir }, chips(data.source)),
        this.target()
      ),
      this.state(),
      this.message ? make("p", { class: "workbench-message", role: "alert" }, icon("warning"), ` ${this.message}`) : "",
      this.quarrel() ?? "",
      may ? this.buttons() : "",
      findings(this, act, place) ?? "",
      comments(this, act) ?? "",
      this.isOpen ? this.offers() : ""
    );
    this.mark();
  }

  // The list around it shows how far it is, too.
  mark() {
    const item = this.element.parentElement;
    if (!item) return;
    item.classList.remove("incomplete", "errored", "complete");
    item.classList.add(this.hasErrors ? "errored" : (HOSTS[this.data.state] ?? "incomplete"));
  }

  target() {
    const { data, place } = this;
    if (this.isOpen) return make("div", { class: "workbench-target" }, this.field);
    return make("p", { class: "workbench-target", lang: place.targetLang, dir: place.targetDir }, chips(data.target));
  }

  state() {
    const { data } = this;
    const isSaidBelow = data.state === "errored" && this.hasErrors;
    const said = (!isSaidBelow && data.reason) || [data.history, data.author].filter(Boolean).join(" · ");
    const marked = data.needs_review
      ? make("span", { class: "workbench-review" }, icon("tag"), ` ${say("review")}`)
      : "";
    const shown = this.isBusy ? say("saving") : said;
    return make("p", { class: "workbench-state", role: "status" }, icon(STATES[data.state] ?? "warning"), " ", make("bdi", {}, shown), " ", marked);
  }

  buttons() {
    const { data } = this;
    if (this.isOpen)
      return make(
        "div",
        { class: "workbench-buttons" },
        button(say("save"), () => this.save(), { class: "button button-small" }),
        button(say("next"), () => this.save({ next: true })),
        button(say("cancel"), () => this.close())
      );
    return make(
      "div",
      { class: "workbench-buttons" },
      data.state === "unconfirmed" && button(say("confirm"), () => this.confirm(), { class: "button button-small" }),
      button(data.target ? say("edit") : say("translate"), () => this.open(), { "data-open": true })
    );
  }

  offers() {
    const insert = (before, after) => this.insert(before, after);
    const use = (text) => this.use(text);
    const review = make("input", { type: "checkbox", onchange: (event) => this.review(event.target.checked) });
    review.checked = this.data.needs_review;
    return make(
      "div",
      { class: "workbench-offers" },
      marks(this, insert),
      previous(this, use, this.place),
      names(this, insert, this.place),
      memory(this, use, this.place),
      this.data.target ? make("label", { class: "workbench-check" }, review, ` ${say("review")}`) : null,
      make("details", {}, make("summary", {}, say("comment")), commentForm(this))
    );
  }

  // Another's text stands there by now: both are shown, and the person decides.
  quarrel() {
    if (!this.conflict) return null;
    const { place, conflict } = this;
    return make(
      "div",
      { class: "workbench-quarrel" },
      make("p", { role: "alert" }, icon("warning"), ` ${conflict.detail}`),
      make("p", { lang: place.targetLang, dir: place.targetDir, class: "workbench-text" }, conflict.value ? chips(conflict.value) : "—"),
      make(
        "div",
        { class: "workbench-buttons" },
        button(say("mine"), () => this.save({ base: conflict.value }), { class: "button button-small" }),
        button(say("theirs"), () => this.yieldTo(conflict.value))
      )
    );
  }

  // --- Typing ---

  open() {
    if (this.isOpen || !this.place.mayChange) return;
    const { data, place } = this;
    this.base = data.target;
    this.field = make("textarea", {
      rows: "1",
      lang: place.targetLang,
      dir: place.targetDir,
      spellcheck: "true",
      "aria-label": say("translation"),
      oninput: () => this.grow(),
      onkeydown: (event) => this.press(event),
    });
    this.field.value = typed(data.target, place.targetDir);
    this.message = "";
    this.draw();
    this.grow();
    this.field.focus();
    this.look();
  }

  close() {
    this.field = null;
    this.conflict = null;
    this.message = "";
    this.draw();
    this.element.querySelector("[data-open]")?.focus();
    this.place.changed();
  }

  grow() {
    this.field.style.blockSize = "auto";
    this.field.style.blockSize = `${this.field.scrollHeight + 2}px`;
    this.place.changed();
  }

  press(event) {
    if (event.isComposing || event.altKey) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      if (control && event.shiftKey) this.accept();
      else this.save({ next: control });
    } else if (event.key === "Escape" && !control) {
      event.stopPropagation();
      this.close();
    }
  }

  insert(before, after) {
    const { field, place } = this;
    const [start, end] = [field.selectionStart, field.selectionEnd];
    const chosen = field.value.slice(start, end);
    const shape = (text) => (/^[<{]/.test(text) ? isolated(text, place.targetDir) : text);
    const left = shape(before);
    const whole = after ? left + chosen + shape(after) : left;
    field.setRangeText(whole, start, end, "end");
    if (after && !chosen) field.setSelectionRange(start + left.length, start + left.length);
    field.focus();
    this.grow();
  }

  use(text) {
    this.field.value = typed(text, this.place.targetDir);
    this.field.focus();
    this.grow();
  }

  accept() {
    const text = best(this);
    if (text !== null) this.use(text);
  }

  async look() {
    if (this.memory) return;
    const answer = await get(this.place.url("memory/", { segment: this.data.id }));
    if (answer.status !== 200) return;
    this.memory = answer;
    if (this.isOpen) this.redraw();
  }

  // Draws anew and leaves the field, its text and its cursor as they are.
  redraw() {
    const hadFocus = this.field && document.activeElement === this.field;
    const [start, end] = this.field ? [this.field.selectionStart, this.field.selectionEnd] : [0, 0];
    this.draw();
    if (!hadFocus || !this.field) return;
    this.field.focus({ preventScroll: true });
    this.field.setSelectionRange(start, end);
  }

  // --- Telling the server ---

  async save({ next = false, base = this.base } = {}) {
    if (this.isBusy) return;
    const value = this.typed;
    // A text that nobody has confirmed is confirmed by saving it; an empty one is no text.
    if (!value && !this.base && !this.conflict) {
      this.close();
      if (next) this.place.next(this);
      return;
    }
    await this.tell("string/", { value, base }, () => {
      this.field = null;
      this.conflict = null;
      this.place.saved(this);
      if (next) this.place.next(this);
      else this.refocus = true;
    });
  }

  confirm() {
    return this.tell("string/", { value: this.data.target, base: this.data.target }, () => this.place.saved(this));
  }

  fix(finding) {
    if (this.isOpen) {
      this.use(finding.fix.text);
      return null;
    }
    return this.tell("string/", { value: finding.fix.text, base: this.data.target }, () => this.place.saved(this));
  }

  review(wanted) {
    return this.tell("review/", { wanted: String(wanted) }, (answer) => {
      this.data.needs_review = answer.needs_review;
    });
  }

  comment(text) {
    return this.tell("comment/", { text });
  }

  remove(comment) {
    return this.tell("comment/", { remove: comment.id });
  }

  dismiss(finding, reason) {
    return this.tell("findings/dismiss/", { fingerprint: finding.fingerprint, reason }, () => this.place.saved(this));
  }

  restore(finding) {
    return this.tell("findings/restore/", { fingerprint: finding.fingerprint }, () => this.place.saved(this));
  }

  async tell(address, values, done = () => {}) {
    this.isBusy = true;
    this.message = "";
    this.element.dataset.state = "busy";
    const answer = await post(this.place.url(address), { segment: this.data.id, ...values });
    this.isBusy = false;
    if (answer.status === 200) {
      if (answer.segment) this.data = answer.segment;
      if (answer.findings) this.findings = answer.findings;
      done(answer);
    } else if (answer.status === 409 && answer.value !== undefined && this.isOpen) this.conflict = answer;
    else this.message = answer.detail ?? answer.error ?? say("failed");
    this.redraw();
    if (this.refocus) this.element.querySelector("[data-open]")?.focus({ preventScroll: true });
    this.refocus = false;
    this.place.changed();
  }

  // The other's text stays; one's own is gone only by this deed.
  yieldTo(value) {
    this.data.target = value;
    this.close();
    this.place.reload(this);
  }
}

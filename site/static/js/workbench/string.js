// One string: lets a person translate it, and tells the server. How it looks stands in drawing.js.

import { get, make, post, say } from "./dom.js";
import { parts } from "./drawing.js";
import { best } from "./offers.js";
import { isolated, storable, typed } from "./tokens.js";

// The classes that wagtail-localize gives its own strings.
const HOSTS = { missing: "incomplete", errored: "errored", too_long: "errored", unconfirmed: "incomplete", done: "complete" };

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
    this.element.dataset.state = this.isBusy ? "busy" : this.data.state;
    this.element.replaceChildren(...parts(this));
    this.mark();
  }

  // The list around it shows how far it is, too.
  mark() {
    const item = this.element.parentElement;
    if (!item) return;
    item.classList.remove("incomplete", "errored", "complete");
    item.classList.add(this.hasErrors ? "errored" : (HOSTS[this.data.state] ?? "incomplete"));
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
    this.element.scrollIntoView({ block: "nearest" });
    this.look();
  }

  close() {
    if (this.conflict) this.place.reload(this);
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
    this.write(whole, start, end);
    if (after && !chosen) field.setSelectionRange(start + left.length, start + left.length);
    this.grow();
  }

  use(text) {
    this.write(typed(text, this.place.targetDir), 0, this.field.value.length);
    this.grow();
  }

  // As if it were typed, so that undoing brings back what stood there. No newer way does that in a text area.
  write(text, start, end) {
    this.field.focus();
    this.field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, text)) this.field.setRangeText(text, start, end, "end");
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

  // Draws anew: the field keeps its text and cursor, and who was in this string stays in it.
  redraw() {
    const { field } = this;
    const before = document.activeElement;
    const [start, end] = field ? [field.selectionStart, field.selectionEnd] : [0, 0];
    const wasHere = this.element.contains(before);
    this.draw();
    if (!wasHere || this.element.contains(document.activeElement)) return;
    if (field) {
      field.focus({ preventScroll: true });
      field.setSelectionRange(start, end);
    } else this.element.querySelector("[data-open]")?.focus({ preventScroll: true });
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
    return this.tell("findings/dismiss/", { fingerprint: finding.fingerprint, reason }, () => this.place.reload(this));
  }

  restore(finding) {
    return this.tell("findings/restore/", { fingerprint: finding.fingerprint }, () => this.place.reload(this));
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
    } else if (answer.status === 409 && answer.value !== undefined) this.dispute(answer, values.value);
    else this.message = answer.detail ?? answer.error ?? say("failed");
    this.redraw();
    this.place.announce(this.message || this.conflict?.detail || this.data.reason || this.data.history);
    this.place.changed();
  }

  // Both texts stand there, also where the field was closed.
  dispute(conflict, value) {
    if (!this.isOpen) {
      this.open();
      this.field.value = typed(value, this.place.targetDir);
    }
    this.conflict = conflict;
  }

  // The other's text stays; one's own is gone only by this deed.
  yieldTo(value) {
    this.data.target = value;
    this.close();
  }
}

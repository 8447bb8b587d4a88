// The translation editor: puts our strings into wagtail-localize's list, keeps count, and goes from one to the next.

import { get, make, say } from "./dom.js";
import { host, inOrder, placeButtons, show } from "./list.js";
import { EditorString } from "./string.js";

class Workbench {
  constructor(editor, bar, tools) {
    this.editor = editor;
    this.bar = bar;
    this.tools = tools;
    this.segments = inOrder(JSON.parse(editor.dataset.props));
    this.strings = new Map();
    this.buttons = [...bar.querySelectorAll("[data-translations-action]")];
    for (const each of this.buttons) each.setAttribute("form", "translations-draft");
    this.base = new URL(tools.dataset.workbench, window.location.href);
    this.place = {
      ...bar.dataset,
      mayChange: false,
      url: (address, values) => new URL(`../${address}${values ? `?${new URLSearchParams(values)}` : ""}`, this.base),
      changed: () => this.count(),
      announce: (text) => (tools.querySelector("[data-workbench-said]").textContent = text),
      saved: (string) => this.check(string),
      next: (string) => this.next(string),
      reload: (string) => this.reload(string),
    };
  }

  // The strings are there before React draws for the first time, so that nobody types into what is hidden a moment later.
  start() {
    this.arrange();
    const given = JSON.parse(document.getElementById("workbench-strings").textContent);
    this.place.mayChange = given.may_change;
    for (const { id, type } of this.segments) {
      const data = given.segments[id];
      if (type === "string" && data) this.strings.set(id, new EditorString(data, this.place));
    }
    this.take(JSON.parse(document.getElementById("workbench-findings").textContent), this.strings.values());
    new MutationObserver(() => this.complete()).observe(this.editor, { childList: true, subtree: true });
    this.tools.hidden = false;
    this.complete();
    this.showCount();
    this.listen();
  }

  // The bar, the tools and the original stand around React's element.
  arrange() {
    const original = this.tools.querySelector("[data-workbench-original]");
    const layout = make("div", { class: "workbench-layout" });
    this.editor.before(this.bar, this.tools, layout);
    layout.append(this.editor, original);
    const header = document.querySelector(".w-sticky.w-top-0");
    const keepBelow = () => {
      const top = header?.offsetHeight ?? 0;
      this.tools.style.setProperty("--workbench-top", `${top}px`);
      layout.style.setProperty("--workbench-below", `${top + this.tools.offsetHeight}px`);
    };
    const watcher = new ResizeObserver(keepBelow);
    for (const each of [header, this.tools]) if (each) watcher.observe(each);
    const frame = original.querySelector("iframe");
    original.addEventListener("toggle", () => {
      if (original.open && !frame.src) frame.src = frame.dataset.src;
    });
  }

  complete() {
    host(this.editor, this.segments, this.strings);
    placeButtons(this.editor, this.buttons);
  }

  listen() {
    this.bar.addEventListener("click", (event) => {
      const link = event.target.closest('a[href^="#segment-"]');
      const place = link && document.getElementById(link.hash.slice(1));
      if (!place) return;
      event.preventDefault();
      show(place);
      place.querySelector("[data-open]")?.focus({ preventScroll: true });
    });
    this.editor.addEventListener("focusin", ({ target }) => {
      const element = target.closest(".workbench-string");
      if (element) this.last = [...this.strings.values()].find((string) => string.element === element);
    });
    this.tools.querySelector("[data-workbench-next]").addEventListener("click", () => this.next());
    document.addEventListener("keydown", (event) => {
      const isNext = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isNext || event.target.closest("form, dialog, [role=dialog]")) return;
      event.preventDefault();
      this.next();
    });
    window.addEventListener("beforeunload", (event) => {
      if ([...this.strings.values()].some((string) => string.isChanged)) event.preventDefault();
    });
  }

  // --- Counting ---

  count() {
    if (this.isCounted) return;
    this.isCounted = true;
    requestAnimationFrame(() => {
      this.isCounted = false;
      this.showCount();
    });
  }

  showCount() {
    const all = [...this.strings.values()];
    const done = all.filter((string) => string.isDone);
    const words = (strings) => strings.reduce((sum, string) => sum + string.data.words, 0);
    const progress = this.tools.querySelector("progress");
    progress.max = words(all) || 1;
    progress.value = words(done);
    const number = (count) => count.toLocaleString(document.documentElement.lang || undefined);
    this.tools.querySelector("[data-workbench-count]").textContent = say("progress", {
      done: number(done.length),
      all: number(all.length),
      words: number(words(done)),
      total: number(words(all)),
    });
    const counter = this.bar.querySelector("[data-translations-done]");
    if (counter) counter.textContent = done.length;
    const entries = [...this.bar.querySelectorAll("[data-translations-segment]")];
    for (const entry of entries) entry.hidden = this.strings.get(Number(entry.dataset.translationsSegment))?.isDone ?? false;
    this.tell("[data-translations-missing]", entries);
    this.hideMended();
  }

  // The list of findings above the strings says what was found when the page was loaded: what is mended since goes.
  hideMended() {
    const entries = [...this.bar.querySelectorAll("[data-translations-finding]")];
    for (const entry of entries) {
      const string = this.strings.get(Number(entry.dataset.translationsFinding));
      entry.hidden = Boolean(string && !string.findings.length);
    }
    this.tell("[data-translations-found]", entries);
  }

  tell(counter, entries) {
    const element = this.bar.querySelector(counter);
    if (element) element.textContent = entries.filter((entry) => !entry.hidden).length;
  }

  // --- Going on ---

  // The next string after one, or after the one somebody was in last, that is not finished; from the end back to the beginning.
  next(from = this.last) {
    const all = this.segments.map(({ id }) => this.strings.get(id)).filter(Boolean);
    const start = all.indexOf(from) + 1;
    const found = [...all.slice(start), ...all.slice(0, start)].find((string) => !string.isDone);
    const status = this.tools.querySelector("[data-workbench-status]");
    status.textContent = found ? "" : say("finished");
    if (!found) return;
    this.last = found;
    show(found.element);
    requestAnimationFrame(() => {
      found.open();
      found.field?.focus({ preventScroll: true });
    });
  }

  // --- Asking anew ---

  // The findings of a string that was saved.
  async check(string) {
    const answer = await get(this.place.url("findings/", { segment: string.data.id }));
    if (answer.status === 200) this.take(answer, [string]);
  }

  take(told, strings) {
    for (const each of strings) {
      const found = told.segments[each.data.id] ?? [];
      const isSame = JSON.stringify(found) === JSON.stringify(each.findings);
      each.findings = found;
      if (!isSame) each.redraw();
    }
    this.count();
  }

  async reload(string) {
    const answer = await get(this.place.url("workbench/", { segment: string.data.id }));
    if (answer.status === 200) string.data = answer.segments[string.data.id];
    string.redraw();
    this.count();
    await this.check(string);
  }
}

const [editor, bar, tools] = [".js-translation-editor", "#translations-bar", "#workbench-tools"].map((selector) =>
  document.querySelector(selector)
);
if (editor && bar && tools) new Workbench(editor, bar, tools).start();

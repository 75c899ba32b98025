import { byId, element, rows } from "./dom.js";

const Kept = 500;
const Arrows = { toFunction: "→ to modem:", toHost: "← to host:" };

/**
 * The newest entries of the journal, one line each, the newest first; the fields of a message are made when its line is opened. While the top of the list is in
 * sight, new entries appear there; else they wait, and a button goes back to the top.
 */
export class Log {
  #list = byId("log");
  #waiting = [];
  #services = new Set();
  #isScheduled = false;
  #missed = 0;
  #modem;

  /** Whether entries wait until the user goes on. */
  isPaused = false;

  constructor() {
    for (const id of ["log-service", "log-direction", "only-faults"]) {
      byId(id).addEventListener("change", () => this.#filter());
    }
    byId("follow").addEventListener("click", () => this.#follow());
    window.addEventListener("scroll", () => this.flush(), { passive: true });
  }

  /** The only modem whose entries are shown; null for all. */
  get modem() {
    return this.#modem;
  }

  set modem(name) {
    this.#modem = name;
    this.#filter();
  }

  /** Takes an entry; when more come than anybody can read, only the newest are shown. */
  add(entry) {
    this.#waiting.push(entry);
    if (this.#waiting.length > Kept) {
      this.#waiting.shift();
      this.#missed++;
      this.#tell();
    }
    this.flush();
  }

  /** Entries that the journal dropped before they could be read. */
  miss(count) {
    this.#missed += count;
    this.#tell();
  }

  clear() {
    this.#waiting = [];
    this.#missed = 0;
    this.#list.replaceChildren();
    this.#tell();
  }

  flush() {
    if (!this.isPaused && !this.#isScheduled) {
      this.#isScheduled = true;
      // Not with the next picture: a tab in the background has none.
      setTimeout(() => this.#show(), 50);
    }
  }

  // Whoever has gone down to older entries keeps them under the eyes.
  get #isAtTop() {
    return this.#list.getBoundingClientRect().top >= 0 || this.#list.children.length === 0;
  }

  #show() {
    this.#isScheduled = false;
    if (!this.isPaused && this.#isAtTop) {
      this.#list.prepend(...this.#waiting.map((entry) => this.#rowOf(entry)).reverse());
      this.#waiting = [];
      while (this.#list.children.length > Kept) {
        this.#list.lastElementChild.remove();
      }
    }
    const follow = byId("follow");
    follow.hidden = this.isPaused || this.#isAtTop;
    follow.textContent = this.#waiting.length === 0 ? "Follow" : `Follow (${this.#waiting.length} new)`;
  }

  #follow() {
    byId("journal").scrollIntoView();
    this.#list.scrollIntoView();
    window.scrollBy(0, -byId("journal").querySelector(".buttons").offsetHeight);
    this.flush();
  }

  #filter() {
    for (const row of this.#list.children) {
      row.hidden = !this.#isShown(row.dataset);
    }
  }

  #tell() {
    byId("missed").textContent = this.#missed === 0 ? "" : `${this.#missed} entries were not shown`;
  }

  #isShown({ modem, service, direction, fault }) {
    return (this.#modem === null || this.#modem === modem)
      && (byId("log-service").value === "" || byId("log-service").value === service)
      && (byId("log-direction").value === "" || byId("log-direction").value === direction)
      && (!byId("only-faults").checked || fault === "yes");
  }

  #rowOf(entry) {
    const service = entry.message?.service?.name ?? "";
    if (service !== "" && !this.#services.has(service)) {
      this.#services.add(service);
      byId("log-service").append(element("option", { value: service }, service));
    }
    const row = element("li", {
      "data-modem": entry.modem,
      "data-number": entry.number,
      "data-service": service,
      "data-direction": entry.direction ?? "",
      "data-fault": entry.kind === "fault" || entry.kind === "original" || entry.rule ? "yes" : "no",
      class: [entry.kind, entry.direction].filter(Boolean).join(" "),
    });
    row.hidden = !this.#isShown(row.dataset);
    const head = [
      element("span", { class: "when" }, `#${entry.number} ${entry.elapsed.toFixed(3)} s ${entry.modem} `),
      element("span", { class: "arrow" }, Arrows[entry.direction] ?? ""),
      ` ${titleOf(entry)}`,
    ];
    if (!entry.message) {
      row.append(...head);
      return row;
    }
    const details = element("details", null, element("summary", null, ...head));
    details.addEventListener("toggle", () => {
      if (details.children.length === 1) {
        details.append(fieldsOf({ host: entry.host, ...entry.message }));
      }
    });
    row.append(details);
    return row;
  }
}

function titleOf(entry) {
  const message = entry.message;
  return [
    entry.kind === "message" ? "" : entry.kind,
    message && [message.type, message.service?.name, message.cid?.name, message.commandType?.name, message.status?.name, message.error?.name].filter(Boolean).join(" "),
    entry.rule && `[${entry.rule}]`,
    entry.text,
    entry.count > 1 && `(${entry.count} times)`,
  ].filter(Boolean).join(" ");
}

function fieldsOf(values) {
  return element("dl", null, ...rows(Object.entries(values).filter(([, value]) => value !== undefined).map(([name, value]) => [name, valueOf(value)])));
}

function valueOf(value) {
  if (value === null || typeof value !== "object") {
    return String(value);
  }
  if (value.name !== undefined && Object.keys(value).length === 2) {
    const other = value.value ?? value.number ?? value.uuid;
    return String(other) === value.name ? value.name : `${value.name} (${other})`;
  }
  return Object.keys(value).length === 0 ? "empty" : fieldsOf(value);
}

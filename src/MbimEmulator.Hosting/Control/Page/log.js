import { byId, element, rows } from "./dom.js";

const Kept = 500;

/** The newest entries of the journal, one line each; the fields of a message are made when its line is opened. */
export class Log {
  #list = byId("log");
  #waiting = [];
  #isScheduled = false;
  #missed = 0;
  #modem;

  /** isPaused: whether entries wait. modem: the only modem whose entries are shown; null for all. */
  isPaused = false;

  get modem() {
    return this.#modem;
  }

  set modem(name) {
    this.#modem = name;
    for (const row of this.#list.children) {
      row.hidden = !this.#isShown(row.dataset.modem);
    }
  }

  /** Takes an entry; it is shown with the next picture, and when more come than anybody can read, only the newest are. */
  add(entry) {
    this.#waiting.push(entry);
    this.#trim();
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

  #trim() {
    if (this.#waiting.length > Kept) {
      this.#waiting.shift();
      this.#missed++;
      this.#tell();
    }
  }

  #show() {
    this.#isScheduled = false;
    if (this.isPaused) {
      return;
    }
    const isAtEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    this.#list.append(...this.#waiting.map((entry) => this.#rowOf(entry)));
    this.#waiting = [];
    while (this.#list.children.length > Kept) {
      this.#list.firstElementChild.remove();
    }
    if (isAtEnd) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }

  #tell() {
    byId("missed").textContent = this.#missed === 0 ? "" : `${this.#missed} entries were not shown`;
  }

  #isShown(modem) {
    return this.#modem === null || this.#modem === modem;
  }

  #rowOf(entry) {
    const row = element("li", { "data-modem": entry.modem, "data-number": entry.number, class: entry.kind });
    row.hidden = !this.#isShown(entry.modem);
    const head = [element("span", { class: "when" }, `#${entry.number} ${entry.elapsed.toFixed(3)} s ${entry.modem} `), titleOf(entry)];
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
    { toFunction: "to modem:", toHost: "to host:" }[entry.direction],
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

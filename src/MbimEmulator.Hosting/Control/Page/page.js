import { ApiError, ask, follow, setToken, takeToken } from "./api.js";
import { Controls } from "./controls.js";
import { byId } from "./dom.js";
import { Log } from "./log.js";
import { Modems, showScenario, showState } from "./modems.js";

// Milliseconds between two readings; how soon one follows something that happened; how many entries are shown from before the page was opened.
const Period = 1000;
const Soon = 150;
const Back = 200;

const log = new Log();
const modems = new Modems(() => {
  showJournalOf();
  refresh();
});
const controls = new Controls(() => pathOf(modems.chosen), refresh);
let isPrepared = false;
let next = null;
let refreshing = null;
let isAgain = false;
let isSoon = false;

function showJournalOf() {
  log.modem = byId("all-modems").checked ? null : modems.chosen;
}

function tell(text, isLost) {
  if (byId("connection").textContent !== text) {
    byId("connection").textContent = text;
  }
  byId("connection").classList.toggle("lost", isLost);
}

/** Reads what is shown; one reading at a time, and another behind it when something changed meanwhile. */
function refresh() {
  if (refreshing) {
    isAgain = true;
    return;
  }
  refreshing = read().catch(explain).finally(() => {
    refreshing = null;
    if (isAgain) {
      isAgain = false;
      refresh();
    }
  });
}

function refreshSoon() {
  if (!isSoon) {
    isSoon = true;
    setTimeout(() => {
      isSoon = false;
      refresh();
    }, Soon);
  }
}

async function read() {
  if (!isPrepared) {
    await controls.prepare();
    isPrepared = true;
  }
  const [list, capture, clock] = await Promise.all([ask("GET", "/modems"), ask("GET", "/capture"), ask("GET", "/clock")]);
  modems.show(list.modems);
  controls.show(capture, clock);
  const name = modems.chosen;
  if (name !== null) {
    const path = pathOf(name);
    const [state, scenario] = await Promise.all([ask("GET", path), ask("GET", `${path}/scenario`)]);
    if (name === modems.chosen) {
      showState(state);
      showScenario(scenario);
    }
  }
  byId("login").hidden = true;
  byId("main").hidden = false;
  tell("Connected", false);
}

function explain(error) {
  if (!(error instanceof ApiError)) {
    throw error;
  }
  if (error.status === 401) {
    byId("refusal").textContent = error.message;
    byId("main").hidden = true;
    if (byId("login").hidden) {
      byId("login").hidden = false;
      byId("token").focus();
    }
  }
  // A modem that went while it was asked is no longer in the next list.
  if (error.status !== 404) {
    tell(error.status === 401 ? "Not connected" : error.message, true);
  }
}

/** Follows the journal for as long as the page is there; behind a break it goes on where it was. */
async function followJournal() {
  for (;;) {
    try {
      const { last } = await ask("GET", "/journal?limit=1");
      next = next === null || next > last + 1 ? Math.max(1, last + 1 - Back) : next;
      await follow(next, take);
    } catch {
      // What is wrong, the readings of the state tell.
    }
    await new Promise((resolve) => setTimeout(resolve, Period));
  }
}

function take(entry) {
  if (entry.number > next) {
    log.miss(entry.number - next);
  }
  next = entry.number + 1;
  log.add(entry);
  refreshSoon();
}

function pathOf(modem) {
  return `/modems/${encodeURIComponent(modem)}`;
}

byId("all-modems").addEventListener("change", showJournalOf);
byId("clear").addEventListener("click", () => log.clear());
byId("pause").addEventListener("click", (event) => {
  log.isPaused = !log.isPaused;
  event.target.setAttribute("aria-pressed", log.isPaused);
  log.flush();
});
byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  setToken(byId("token").value.trim());
  byId("token").value = "";
  refresh();
});

takeToken();
window.addEventListener("hashchange", () => {
  takeToken();
  refresh();
});
showJournalOf();
refresh();
setInterval(refresh, Period);
followJournal();

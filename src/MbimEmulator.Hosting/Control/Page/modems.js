import { byId, element, rows, words } from "./dom.js";

/** The list of modems, one of which is chosen. */
export class Modems {
  #buttons = new Map();
  #onChosen;
  chosen = null;

  constructor(onChosen) {
    this.#onChosen = onChosen;
  }

  /** Shows these modems; what was chosen stays so while it is there. Buttons stay the same elements, so that the focus stays. */
  show(modems) {
    for (const [name, button] of this.#buttons) {
      if (!modems.some((modem) => modem.name === name)) {
        button.parentElement.remove();
        this.#buttons.delete(name);
      }
    }
    for (const modem of modems) {
      const button = this.#buttons.get(modem.name) ?? this.#add(modem.name);
      button.children[0].textContent = `${modem.profile}, ${modem.isPluggedIn ? "plugged in" : "removed"}`;
      button.children[1].replaceChildren(...chipsOf(modem));
    }
    byId("no-modems").hidden = modems.length > 0;
    byId("modem").hidden = modems.length === 0;
    if (!this.#buttons.has(this.chosen)) {
      this.#choose(modems[0]?.name ?? null);
    }
  }

  #add(name) {
    const button = element("button", { type: "button" }, name, element("small"), element("span", { class: "chips" }));
    button.addEventListener("click", () => this.#choose(name));
    byId("modems").append(element("li", null, button));
    this.#buttons.set(name, button);
    return button;
  }

  #choose(name) {
    this.chosen = name;
    for (const [each, button] of this.#buttons) {
      button.setAttribute("aria-current", each === name);
    }
    this.#onChosen();
  }
}

// What matters of a modem: its SIM, its registration, whether it is connected, and what interferes with it.
function chipsOf(modem) {
  const chip = (kind, text) => element("span", { class: `chip ${kind}` }, text);
  const isRegistered = ["home", "roaming", "partner"].includes(modem.registration);
  return [
    chip(modem.sim === "initialized" ? "good" : "bad", `SIM ${words(modem.sim)}`),
    chip(isRegistered ? "good" : modem.registration === "denied" ? "bad" : "warn", isRegistered ? `registered: ${words(modem.registration)}` : words(modem.registration)),
    chip(modem.activeContexts > 0 ? "good" : "warn", modem.activeContexts === 0 ? "not connected" : modem.activeContexts === 1 ? "connected" : `${modem.activeContexts} contexts`),
    ...(modem.rules === 0 ? [] : [chip(modem.actions > 0 ? "bad" : "warn", `${modem.rules} ${modem.rules === 1 ? "rule" : "rules"}, acted ${modem.actions} ${modem.actions === 1 ? "time" : "times"}`)]),
  ];
}

/** Shows a modem's state. */
export function showState(modem) {
  const context = (each) => `session ${each.sessionId}: ${words(each.state)}, ${each.ipType}`;
  const list = (texts) => (texts.length === 0 ? "none" : texts.join("; "));
  byId("modem-title").textContent = modem.name;
  byId("state").replaceChildren(...rows([
    ["Profile", modem.profile],
    ["Modem", modem.isPluggedIn ? "plugged in" : "removed"],
    ["SIM", words(modem.sim.readyState)],
    ["PIN", `${modem.sim.pinType} ${modem.sim.pinState}, ${modem.sim.remainingAttempts} attempts left`],
    ["Radio", `hardware ${modem.radio.hardware}, software ${modem.radio.software}`],
    ["Registration", `${words(modem.registration.state)} ${modem.registration.providerName}`],
    ["Packet service", words(modem.packetService.state)],
    ["Signal", `RSSI ${modem.signal.rssi}, error rate ${modem.signal.errorRate}`],
    ["Contexts", list(modem.contexts.map(context))],
    ["Streams", list(modem.streams.map((stream) => `session ${stream.sessionId}`))],
    ...modem.modules.map((module) => [module.name, list(Object.entries(module.state).map(([name, value]) => `${name} ${value}`))]),
    ["Function", `${modem.function.isOpen ? "open" : "closed"}, MBIMEx ${modem.function.version}, ${modem.function.connections} connections`],
    ["Endpoints", list([...modem.endpoints, ...modem.dataEndpoints].map((endpoint) => `${endpoint.kind} ${endpoint.address}`))],
  ]));
}

/** Shows the scenario of a modem and what its rules have done. */
export function showScenario(scenario) {
  const title = scenario.name ?? (scenario.rules.length > 0 ? "Rules without a scenario" : "No scenario");
  byId("scenario").textContent = [title, scenario.description, `State: ${scenario.state}`, `since ${(scenario.elapsedMilliseconds / 1000).toFixed(0)} s`]
    .filter(Boolean).join(" · ");
  byId("rules-region").hidden = scenario.rules.length === 0;
  byId("stop-scenario").disabled = scenario.rules.length === 0 && !scenario.name;
  byId("rules").replaceChildren(...scenario.rules.map((rule) => element("tr", null,
    element("th", { scope: "row" }, rule.name),
    ...[rule.fault ?? "", rule.occurrences, rule.fired, rule.times ?? "", rule.isEnabled ? "yes" : "no"].map((text) => element("td", null, text)))));
}

import { ask } from "./api.js";
import { byId, element } from "./dom.js";

/** What one can do to the chosen modem and to the run: changes, a scenario, a fault, a capture, the clock. */
export class Controls {
  #pathOf;
  #onDone;
  #scenarios = [];
  #faults = [];

  /** pathOf: the path of the chosen modem in the API. onDone: called when something was done or refused. */
  constructor(pathOf, onDone) {
    this.#pathOf = pathOf;
    this.#onDone = onDone;
    byId("changes").addEventListener("click", (event) => event.target.dataset.change && this.#change(event.target.dataset.change, []));
    this.#on("load-scenario", "scenario-done", () => this.#load());
    this.#click("stop-scenario", "scenario-done", async () => {
      await ask("DELETE", `${this.#pathOf()}/scenario`);
      return "All rules were removed.";
    });
    this.#on("add-fault", "scenario-done", () => this.#addFault());
    this.#on("start-capture", "run-done", async () => `Capturing to ${(await ask("POST", "/capture", { file: byId("capture-file").value })).file}.`);
    this.#click("stop-capture", "run-done", async () => `The capture ${(await ask("DELETE", "/capture")).file} is complete.`);
    this.#on("advance", "run-done", async () => `It is ${(await ask("POST", "/clock/advance", { time: byId("advance-time").value })).now}.`);
    byId("fault-name").addEventListener("input", () => this.#showFault());
    byId("scenario-name").addEventListener("input", () => this.#describeScenario());
  }

  /** Reads what there is to choose from: once, since it stays the same for the whole run. */
  async prepare() {
    const [{ changes }, { scenarios }, { faults }] = await Promise.all([ask("GET", "/changes"), ask("GET", "/scenarios"), ask("GET", "/faults")]);
    this.#scenarios = scenarios;
    this.#faults = faults.filter((fault) => fault.isAvailable);
    byId("scenario-names").replaceChildren(...scenarios.map((each) => element("option", { value: each.name }, each.description ?? "")));
    byId("fault-names").replaceChildren(...this.#faults.map((each) => element("option", { value: each.id }, each.title)));
    byId("change-groups").replaceChildren(...[...Map.groupBy(changes, (change) => change.group)].map(([group, each]) =>
      element("fieldset", null, element("legend", null, group), ...each.map((change) => this.#formOf(change)))));
  }

  /** Shows the run's capture and clock. */
  show(capture, clock) {
    byId("capture").textContent = capture.isRunning ? `Capturing to ${capture.file}` : "No capture";
    byId("start-capture").querySelector("button").disabled = capture.isRunning;
    byId("stop-capture").disabled = !capture.isRunning;
    byId("clock").textContent = `${clock.isVirtual ? "Virtual clock" : "Real clock"}: ${clock.now.slice(0, 19).replace("T", " ")}`;
    byId("advance-by").hidden = byId("advance-button").hidden = !clock.isVirtual;
  }

  #formOf(change) {
    const inputs = change.parameters.map((parameter) =>
      element("input", { "aria-label": `${change.name} ${parameter}`, placeholder: parameter, autocomplete: "off", ...(parameter.startsWith("[") ? {} : { required: "" }) }));
    const form = element("form", { class: "buttons" }, element("button", null, change.name), ...inputs, element("p", null, change.description));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // What may be left out comes last.
      const given = inputs.map((input) => input.value.trim());
      this.#change(change.name, given.slice(0, given.findLastIndex((value) => value !== "") + 1));
    });
    return form;
  }

  #change(name, args) {
    return this.#tell("done", async () => {
      const answer = await ask("POST", `${this.#pathOf()}/changes/${name}`, args.length > 0 ? { arguments: args } : undefined);
      return `${answer.modem}: ${answer.done}`;
    });
  }

  async #load() {
    const name = byId("scenario-name").value.trim();
    const scenario = await ask("PUT", `${this.#pathOf()}/scenario`, { name });
    return `${scenario.name} is loaded.`;
  }

  async #addFault() {
    const fault = byId("fault-name").value.trim();
    const given = [...byId("fault-parameters").querySelectorAll("input")].filter((input) => input.value.trim() !== "");
    await ask("POST", `${this.#pathOf()}/faults`, { fault, arguments: Object.fromEntries(given.map((input) => [input.name, input.value.trim()])) });
    return `${fault} is at work.`;
  }

  #describeScenario() {
    byId("scenario-description").textContent = this.#scenarios.find((each) => each.name === byId("scenario-name").value.trim())?.description ?? "";
  }

  #showFault() {
    const fault = this.#faults.find((each) => each.id === byId("fault-name").value.trim());
    byId("fault-title").textContent = fault ? [fault.title, fault.needs && `Needs ${fault.needs}`].filter(Boolean).join(". ") : "";
    byId("fault-parameters").replaceChildren(...(fault?.parameters ?? []).map((name) =>
      element("label", null, `${name} `, element("input", { name, placeholder: "default", autocomplete: "off" }))));
  }

  #on(form, told, act) {
    byId(form).addEventListener("submit", (event) => {
      event.preventDefault();
      this.#tell(told, act);
    });
  }

  #click(button, told, act) {
    byId(button).addEventListener("click", () => this.#tell(told, act));
  }

  async #tell(id, act) {
    const told = byId(id);
    try {
      told.textContent = await act();
      told.classList.remove("refused");
    } catch (error) {
      told.textContent = error.message;
      told.classList.add("refused");
    }
    this.#onDone();
  }
}

// The control API. By TCP it wants a token: it comes with the fragment of the page's address, which browsers send to nobody, and stays in the tab.

const Key = "mbim-emulator-token";

/** The emulator refused, or cannot be reached (status 0). */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Takes the token out of the page's address, so that it is neither shown nor kept in the history. */
export function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    setToken(given);
    history.replaceState(null, "", location.pathname);
  }
}

export function setToken(token) {
  sessionStorage.setItem(Key, token);
}

/** Asks, and gives the answer's JSON; a body goes as JSON too. */
export async function ask(method, path, body) {
  return (await send(method, path, body)).json();
}

/** Gives each entry of the journal from a number on to a function; ends when the emulator ends the stream. */
export async function follow(from, take) {
  const answer = await send("GET", `/journal/stream?from=${from}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const events = (text + value).split("\n\n");
    text = events.pop();
    for (const event of events) {
      const line = event.split("\n").find((each) => each.startsWith("data: "));
      if (line) {
        take(JSON.parse(line.slice(6)));
      }
    }
  }
}

async function send(method, path, body) {
  const token = sessionStorage.getItem(Key);
  const headers = { ...(token && { Authorization: `Bearer ${token}` }), ...(body !== undefined && { "Content-Type": "application/json" }) };
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: JSON.stringify(body), credentials: "omit", cache: "no-store" });
  } catch {
    throw new ApiError(0, "The emulator cannot be reached.");
  }
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    throw new ApiError(answer.status, [
      problem.title ?? `The emulator answered ${answer.status}.`,
      problem.expected && `Expected: ${problem.expected}.`,
      problem.nearest && `Did you mean '${problem.nearest}'?`,
    ].filter(Boolean).join(" "));
  }
  return answer;
}

// Elements. Text from anywhere goes in as text, never as HTML.

/** An element with text or children; attributes by name. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    made.setAttribute(key, value);
  }
  made.append(...children.map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))));
  return made;
}

export function byId(id) {
  return document.getElementById(id);
}

/** "simNotInserted" as "sim not inserted". */
export function words(name) {
  return name.replace(/([a-z0-9])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
}

/** Pairs of name and value as rows of a description list; a value is text or an element. */
export function rows(pairs) {
  return pairs.flatMap(([name, value]) => [element("dt", null, name), element("dd", null, value)]);
}

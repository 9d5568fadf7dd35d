// Building elements. Text is always a text node: nothing that anybody wrote is ever read as HTML.

/** An element with properties, attributes ("aria-…", "data-…"), handlers ("onclick") and children. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "class") element.className = value;
    else if (key in element && !key.includes("-")) element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const byId = (id) => document.getElementById(id);

let statuses = new Map();

/** The scale, as the server tells it: value, word, symbol, in the order of telling. */
export function learnStatuses(list) {
  statuses = new Map(list.map((status) => [status.value, status]));
}

export const statusList = () => [...statuses.values()];

/** Symbol and word together: colour alone never carries the meaning. */
export function chip(value, more = "") {
  const { symbol, word } = statuses.get(value) ?? { symbol: "–", word: value };
  return h(
    "span",
    { class: `chip ${value}` },
    h("span", { class: "symbol", "aria-hidden": "true" }, symbol),
    ` ${word}${more}`,
  );
}

/** Says something to those who listen rather than look. */
export function announce(text) {
  const line = h("p", {}, text);
  byId("news").append(line);
  while (byId("news").children.length > 5) byId("news").firstChild.remove();
}

/** A sentence in the corner; problems stay until they are closed. */
export function toast(text, { problem = false } = {}) {
  const box = h(
    "div",
    { class: problem ? "toast problem" : "toast" },
    h("p", {}, text),
    h("button", { type: "button", class: "quiet", onclick: () => box.remove() }, "Close"),
  );
  byId("toasts").replaceChildren(box);
  if (!problem) setTimeout(() => box.remove(), 9000);
}

/** A modal dialog that is gone when it is closed. The browser gives the focus back to where it was, at once. */
export function openDialog(title, content) {
  const heading = h("h2", { id: "dialog-title" }, title);
  const dialog = h(
    "dialog",
    { "aria-labelledby": "dialog-title" },
    h(
      "div",
      { class: "dialog-head" },
      heading,
      h("button", { type: "button", class: "quiet close", "aria-label": "Close", onclick: () => dialog.close() }, "✕"),
    ),
    content,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

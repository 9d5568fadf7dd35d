// One message as it stands in a room: the neutral blocks, and who said it when.

import { chip, h } from "./dom.js";
import { actionOf, BOT, nameOf, personOf, ROOM, world } from "./store.js";

let keysOf = null;
let keyPattern = null;

/** Matches the keys of the plan's actions, the longest first, standing by themselves. */
function keys() {
  if (keysOf !== world.actions) {
    keysOf = world.actions;
    const written = world.actions
      .map((action) => action.key.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .sort((one, other) => other.length - one.length);
    keyPattern = written.length ? new RegExp(`(?<![\\w.-])(${written.join("|")})(?![\\w-]|\\.\\d)`, "u") : null;
  }
  return keyPattern;
}

/** A button that opens the record of an action. */
export function keyButton(key, onKey) {
  return h(
    "button",
    { type: "button", class: "key", title: `Record of ${key}`, onclick: () => onKey(key) },
    key,
  );
}

/** Text, with every key of an action in it as a button that opens its record. */
export function withKeys(text, onKey) {
  const pattern = keys();
  if (!pattern) return [text];
  return text
    .split(pattern)
    .map((part) => (actionOf(part) ? keyButton(part, onKey) : part))
    .filter((part) => part !== "");
}

const STYLES = { strong: "strong", emphasis: "em", plain: null };

function runs(list, onKey) {
  return list.flatMap((run) => {
    const parts = withKeys(run.text, onKey);
    const style = STYLES[run.style];
    return style ? [h(style, {}, parts)] : parts;
  });
}

function statusRow(row, onKey) {
  return h(
    "div",
    { class: "status-row" },
    row.number !== null && h("span", { class: "number" }, `${row.number}.`),
    h(
      "div",
      {},
      h(
        "p",
        {},
        actionOf(row.key) ? keyButton(row.key, onKey) : h("strong", {}, row.key),
        " ",
        h("span", { class: "row-title" }, row.title),
      ),
      h("p", { class: "detail" }, chip(row.status), " ", runs(row.detail, onKey)),
    ),
  );
}

/** The keys of all the actions that a message's buttons are about. */
const itemsOf = (message) =>
  new Set(message.blocks.flatMap((one) => (one.type === "buttons" ? one.buttons : [])).map((one) => one.item).filter(Boolean));

/**
 * Which action a button is about is always heard. It is seen too where the message is about several,
 * unless the button stands right under its action's own row (`above`).
 */
function button(data, post, above, on) {
  const about = data.item && !data.label.includes(data.item) ? data.item : null;
  return h(
    "button",
    {
      type: "button",
      class: data.style === "default" ? "answer" : `answer ${data.style}`,
      "aria-label": about && `${data.label} ${about}`,
      "data-deed": `${data.verb} ${data.value} ${data.item ?? ""}`,
      onclick: (event) => on.press(post, data, event.currentTarget),
    },
    data.label,
    about && above?.key !== about && itemsOf(post.message).size > 1 && [" ", h("span", { class: "about-key" }, about)],
  );
}


function picture(data, post, number, version) {
  return h(
    "figure",
    { class: "picture" },
    h("img", {
      src: `picture/${post.id}/${number}.png?v=${version}`,
      alt: data.alt,
      width: data.width,
      height: data.height,
      loading: "lazy",
    }),
    h("figcaption", {}, h("details", {}, h("summary", {}, "The picture in words"), h("p", {}, data.alt))),
  );
}

function block(data, post, number, on, version) {
  switch (data.type) {
    case "heading":
      return h("h3", {}, withKeys(data.text, on.key));
    case "paragraph":
      return h("p", { class: data.quiet ? "words small" : "words" }, runs(data.runs, on.key));
    case "status_row":
      return statusRow(data, on.key);
    case "fields":
      return h(
        "dl",
        { class: "fields" },
        data.pairs.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, runs(value, on.key)))),
      );
    case "buttons":
      return h("div", { class: "buttons" }, data.buttons.map((one) => button(one, post, post.message.blocks[number - 1], on)));
    case "picture":
      return picture(data, post, number, version);
    case "divider":
      return h("hr");
    default:
      return null;
  }
}

function avatar(native) {
  if (native === BOT) return h("img", { class: "avatar", src: "page/icon.svg", alt: "", width: 36, height: 36 });
  const letters = nameOf(native)
    .split(/\s+/)
    .filter((word) => /^\p{L}/u.test(word))
    .map((word) => word[0])
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const shade = [...native].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 6, 0);
  return h("span", { class: `avatar shade-${shade}`, "aria-hidden": "true" }, letters);
}

let version = 0;

/** What the room itself says to one of those in it: where their answer is. */
function noteElement(post, on) {
  return h(
    "li",
    { class: "note", "data-post": post.id, tabIndex: -1 },
    h("span", {}, post.text, " ", h("button", { type: "button", class: "link", onclick: () => on.room(`@${post.onlyFor}`) }, "Open the conversation")),
    h("span", { class: "only" }, "Only visible to you"),
  );
}

/** A post as a list item. `on` has `press`, `key`, `room`, `thread` and `repliesTo`. */
export function postElement(post, on, { inThread = false } = {}) {
  if (post.author === ROOM) return noteElement(post, on);
  version += 1;
  const bot = post.author === BOT;
  const replies = inThread ? [] : on.repliesTo(post.id);
  const about = personOf(post.author)?.about;
  return h(
    "li",
    { class: bot ? "post bot" : "post", "data-post": post.id, tabIndex: -1 },
    avatar(post.author),
    h(
      "article",
      { "aria-label": `${nameOf(post.author)}, ${post.time}` },
      h(
        "p",
        { class: "by" },
        h("strong", { title: about ?? "" }, nameOf(post.author)),
        bot && h("span", { class: "app" }, "bot"),
        h("time", { dateTime: post.at, title: `${post.day}, ${post.time}` }, post.time),
        post.onlyFor !== null && h("span", { class: "only" }, "Only visible to you"),
      ),
      post.message
        ? post.message.blocks.map((data, number) => block(data, post, number, on, version))
        : h("p", { class: "words" }, withKeys(post.text, on.key)),
      !inThread && threadButton(post, replies, on),
    ),
  );
}

function threadButton(post, replies, on) {
  if (post.onlyFor !== null) return null;
  const last = replies.at(-1);
  return h(
    "button",
    { type: "button", class: replies.length ? "replies" : "reply", onclick: () => on.thread(post.id) },
    replies.length
      ? [`${replies.length} ${replies.length === 1 ? "reply" : "replies"}`, h("span", {}, ` last ${last.day === post.day ? "" : `${last.day}, `}${last.time}`)]
      : "Reply in thread",
  );
}

/** What a post says, in one line. */
export const summaryOf = (post) => post.message?.summary ?? post.text;


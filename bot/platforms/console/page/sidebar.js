// The left-hand pane: channels and people, with what is unread.

import { byId, h } from "./dom.js";
import { allRooms, channelRoom, unreadIn, view, world } from "./store.js";

function entry(room, name, about, onRoom) {
  return h(
    "li",
    {},
    h(
      "button",
      { type: "button", class: "entry", "data-room": room, onclick: () => onRoom(room) },
      h("span", { class: "name" }, name),
      about && h("span", { class: "about" }, about),
      h("span", { class: "count", hidden: true }),
    ),
  );
}

/** Builds the lists anew: for when the people or channels are not those that were there. */
export function buildSidebar(onRoom) {
  const groups = [...new Set(world.people.map((person) => person.group))];
  byId("people").replaceChildren(
    h("h2", {}, "Channels"),
    h("ul", {}, world.channels.map((channel) => entry(channelRoom(channel), channel.name, channel.about, onRoom))),
    ...groups.flatMap((group) => [
      h("h2", {}, group),
      h(
        "ul",
        {},
        world.people
          .filter((person) => person.group === group)
          .map((person) => entry(`@${person.native}`, person.name, person.about, onRoom)),
      ),
    ]),
  );
}

const wordsFor = (count) => [
  h("span", { "aria-hidden": "true" }, count > 99 ? "99+" : `${count}`),
  h("span", { class: "unseen" }, ` ${count} unread`),
];

/** Brings the unread marks and the mark of the open room up to date. */
export function markSidebar() {
  let sum = 0;
  for (const button of byId("people").querySelectorAll(".entry")) {
    const room = button.dataset.room;
    const count = unreadIn(room).length;
    sum += count;
    const badge = button.querySelector(".count");
    badge.hidden = count === 0;
    badge.replaceChildren(...(count ? wordsFor(count) : []));
    if (room === view.room) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
    button.classList.toggle("mine", room === `@${view.seat}` && room !== view.room);
  }
  const badge = document.querySelector(".panes .count");
  badge.hidden = sum === 0;
  badge.replaceChildren(...(sum ? wordsFor(sum) : []));
  document.title = `${sum ? `(${sum}) ` : ""}${world.title} – Sendbot console`;
}

/** Up and down walk through the entries. */
export function sidebarKeys(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey) return;
  const entries = [...byId("people").querySelectorAll(".entry")];
  const at = entries.indexOf(document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  entries[Math.min(entries.length - 1, Math.max(0, at + step))].focus();
}

/** The room that lies `step` away in the list; with `unread`, the next that has something new. */
export function roomBeside(step, { unread = false } = {}) {
  const rooms = allRooms();
  const at = rooms.indexOf(view.room);
  for (let n = 1; n <= rooms.length; n += 1) {
    const room = rooms[(at + step * n + rooms.length * n) % rooms.length];
    if (!unread || unreadIn(room).length > 0) return room;
  }
  return null;
}

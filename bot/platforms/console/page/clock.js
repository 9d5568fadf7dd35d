// The programme's clock: where it stands, and where it can be sent.

import { announce, byId, h, openDialog, toast } from "./dom.js";
import { lastPlace, post } from "./live.js";
import { BOT, isChannel, nameOf, world } from "./store.js";

/** Until the page knows where the clock stands, and while it moves, it cannot be sent anywhere. */
let moving = true;
/** A jump whose posts are still coming in: the newest post before it, and the place of its last change. */
let jump = null;

/** The page knows where the clock stands. */
export function startClock() {
  renderClock();
  setMoving(false);
}

export function renderClock() {
  const { at, day, time } = world.clock;
  const now = byId("now");
  now.dateTime = at;
  now.replaceChildren(h("span", { class: "day" }, day), h("span", { class: "hour" }, time));
}

function setMoving(on) {
  moving = on;
  document.body.classList.toggle("moving", on);
  document.querySelector(".clock").ariaBusy = String(on);
  for (const button of document.querySelectorAll(".jumps button")) button.ariaDisabled = on ? "true" : null;
}

/** Sends the clock somewhere; all that falls due on the way happens meanwhile. */
export async function moveClock(to) {
  if (moving) return;
  const before = Math.max(0, ...world.posts.keys());
  setMoving(true);
  byId("toasts").replaceChildren();
  announce("The clock is moving.");
  try {
    const { place } = await post("clock", { to });
    jump = { before, place };
    tellJump(lastPlace());
  } catch (problem) {
    toast(problem.message, { problem: true });
  } finally {
    setMoving(false);
  }
}

/** Once the page has heard of all that a jump brought (`seen`: up to where): what arrived, and where. */
export function tellJump(seen) {
  if (jump === null || versionOf(seen) < versionOf(jump.place)) return;
  const { before } = jump;
  jump = null;
  const places = new Map();
  for (const one of world.posts.values()) {
    if (one.id <= before || one.author !== BOT) continue;
    const place = isChannel(one.room) ? one.room : nameOf(one.room.slice(1));
    places.set(place, (places.get(place) ?? 0) + 1);
  }
  const sum = [...places.values()].reduce((one, other) => one + other, 0);
  const what = sum === 0 ? "Nothing was sent." : `${sum} new ${sum === 1 ? "message" : "messages"}: ${named([...places])}.`;
  toast(`It is ${world.clock.day}, ${world.clock.time}. ${what}`);
}

const versionOf = (place) => Number(place.split("-")[1]);

function named(places) {
  const shown = places.slice(0, 3).map(([place, count]) => (count > 1 ? `${place} (${count})` : place));
  return places.length > 3 ? `${shown.join(", ")} and ${places.length - 3} more` : shown.join(", ");
}

function stopButton(stop, go) {
  return h(
    "button",
    { type: "button", onclick: () => go(stop.at) },
    h("span", { class: "stop-label" }, stop.label),
    h("time", { dateTime: stop.at }, `${stop.day}, ${stop.time}`),
  );
}

/** The dialog with a date to choose freely, and what lies ahead. */
export function chooseMoment() {
  if (moving) return;
  const go = (to) => {
    dialog.close();
    moveClock(to);
  };
  const date = h("input", { type: "date", id: "clock-date", min: world.clock.date, value: world.clock.date, required: true });
  const content = h(
    "div",
    { class: "moments" },
    h(
      "form",
      {
        class: "date-form",
        onsubmit: (event) => {
          event.preventDefault();
          go(date.value);
        },
      },
      h("label", { htmlFor: "clock-date" }, "A date, at 10 in the morning"),
      h("div", { class: "row" }, date, h("button", { type: "submit", class: "primary" }, "Go there")),
    ),
    world.clock.stops.length > 0 && [
      h("h3", {}, "Or what lies ahead"),
      h("ul", { class: "stops" }, world.clock.stops.map((stop) => h("li", {}, stopButton(stop, go)))),
    ],
  );
  const dialog = openDialog("Move the clock", content);
}

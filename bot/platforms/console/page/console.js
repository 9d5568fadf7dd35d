// The console page: it shows the rooms of the console platform as they change, in anybody's seat.

import { chooseMoment, moveClock, renderClock, startClock, tellJump } from "./clock.js";
import { Composer } from "./composer.js";
import { renderPlan, renderRecord, showTab, tabKeys } from "./details.js";
import { announce, byId, h, learnStatuses, openDialog, toast } from "./dom.js";
import { openForm } from "./form.js";
import { Deed, follow, get, lastPlace } from "./live.js";
import { summaryOf } from "./message.js";
import { PostList } from "./posts.js";
import { buildSidebar, markSidebar, roomBeside, sidebarKeys } from "./sidebar.js";
import {
  actionOf,
  BOT,
  channelOf,
  isChannel,
  learn,
  learnChange,
  markRead,
  nameOf,
  personOf,
  postsIn,
  postsOfThread,
  repliesTo,
  ROOM,
  unreadIn,
  view,
  world,
} from "./store.js";

const NARROW = matchMedia("(max-width: 899px)");
const PANES = ["people", "conversation", "details"];

// --- what the user does in a message ---

const place = (thread) => ({ seat: view.seat, room: view.room, thread });

function taken(outcome, where) {
  if (outcome.type === "open_form") openForm(outcome.form, where, (next) => taken(next, where));
  else if (outcome.type === "field_errors") toast(Object.values(outcome.errors).join(" "), { problem: true });
}

const presses = new WeakMap();

const deeds = {
  key: (key) => openRecord(key),
  room: (room) => openRoom(room, { focus: true }),
  thread: (id) => openThread(id),
  repliesTo: (id) => repliesTo(id),
  async press(post, button, element) {
    if (element.ariaDisabled === "true") return;
    if (button.item) takeInHand(button.item, { reveal: true });
    element.ariaDisabled = "true";
    const deed = presses.get(element) ?? new Deed();
    presses.set(element, deed);
    const where = place(post.thread);
    const { verb, value, item } = button;
    try {
      taken(await deed.send("press", { ...where, post: post.id, verb, value, item }), where);
    } catch (problem) {
      toast(problem.message, { problem: true });
    } finally {
      element.ariaDisabled = null;
    }
  },
};

// --- the conversation and the thread ---

const rooms = new PostList(byId("posts"), byId("scroll"), deeds, document.querySelector(".to-end"));
const threads = new PostList(byId("thread-posts"), byId("thread-scroll"), deeds);

/** Whether the conversation is before its user's eyes: on a phone it may be behind another pane. */
const inSight = () =>
  document.visibilityState === "visible" && (!NARROW.matches || document.body.dataset.pane === "conversation");

function showRoom(options) {
  rooms.show(postsIn(view.room), { seat: view.seat, newFrom: view.newFrom, ...options });
  if (inSight()) markRead(view.room);
  markSidebar();
}

function showThread(options) {
  if (view.thread === null) return;
  const posts = postsOfThread(view.thread);
  threads.show(posts, { seat: view.seat, inThread: true, newFrom: posts[1]?.id ?? null, mark: "Replies", ...options });
}

// --- composing ---

const composer = new Composer(byId("composer"), "say", () => place(null), taken);
const threadComposer = new Composer(byId("thread-composer"), "say-in-thread", () => place(view.thread), taken);

// --- where the user looks ---

/** On a phone: which pane is before its user's eyes. */
function setPane(pane) {
  document.body.dataset.pane = pane;
  for (const button of document.querySelectorAll(".panes button")) {
    if (button.dataset.pane === pane) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function showPane(pane, { focus = false } = {}) {
  setPane(pane);
  if (focus) byId(pane).focus();
  if (pane === "conversation" && view.room) showRoom({});
}

/** Opens a room; a person's room takes their seat. */
function openRoom(room, { seat = null, pane = true, focus = false, remember = true } = {}) {
  const person = isChannel(room) ? personOf(seat ?? view.seat) : personOf(room.slice(1));
  view.seat = person.native;
  view.room = room;
  view.newFrom = unreadIn(room).find((post) => post.thread === null)?.id ?? null;
  if (view.thread !== null) closeThread();
  const channel = channelOf(room);
  byId("room-name").textContent = channel?.name ?? person.name;
  byId("room-about").textContent = channel ? channel.about : person.about;
  byId("seat-label").hidden = !channel;
  byId("seat").value = view.seat;
  composer.open(
    channel ? `Message ${channel.name} as ${person.name}` : `Message Sendbot as ${person.name}`,
    channel
      ? {
          hint: "Begin with @bot: it answers you in private. /send is answered here, for you alone.",
          placeholder: `Message ${channel.name}`,
          always: true,
        }
      : {
          hint: "In your own words, or /send help. Enter sends, Shift and Enter begins a new line.",
          placeholder: "Message Sendbot",
        },
  );
  if (pane) setPane("conversation");
  showRoom({ opened: true });
  if (focus) NARROW.matches ? byId("conversation").focus() : composer.focus();
  followNewest();
  const hash = `#${new URLSearchParams({ seat: view.seat, room })}`;
  if (remember && location.hash !== hash) history.pushState(null, "", hash);
}

/** The action in hand is what the newest message of a person's room is about. */
function followNewest({ reveal = false } = {}) {
  if (isChannel(view.room)) return;
  const newest = postsIn(view.room).findLast((post) => post.author === BOT && post.message?.items.length);
  if (newest) takeInHand(newest.message.items[0], { reveal });
}

/** Its record is there to look at; it comes to the front where nobody has chosen something else. */
function takeInHand(key, { reveal }) {
  if (actionOf(key) && view.key !== key) {
    view.key = key;
    renderRecord(deeds.key);
    renderPlan(deeds.key);
  }
  showTab(reveal && view.tab === "plan" && !planChosen ? "record" : view.tab);
}

let planChosen = false;

function chooseTab(tab) {
  planChosen = tab === "plan";
  showTab(tab);
}

function openRecord(key) {
  view.key = key;
  renderRecord(deeds.key);
  renderPlan(deeds.key);
  showTab("record");
  showPane("details");
  byId("panel-record").focus();
  announce(`Record of ${key}.`);
}

function openThread(id) {
  view.thread = id;
  const head = world.posts.get(id);
  threadComposer.open(`Reply in the thread as ${nameOf(view.seat)}`, {
    hint: `The thread of ${nameOf(head.author)}, ${head.day}, ${head.time}. Escape closes it.`,
    placeholder: "Reply in the thread",
  });
  showTab("thread");
  setPane("details");
  showThread({ opened: true });
  threadComposer.focus();
}

function closeThread() {
  const head = view.thread;
  view.thread = null;
  showTab(view.key ? "record" : "plan");
  return head;
}

/** What the address names, where it names something that is there. */
function fromAddress() {
  const named = new URLSearchParams(location.hash.slice(1));
  const room = named.get("room");
  const seat = named.get("seat");
  if (room && isChannel(room) && channelOf(room)) return { room, seat: personOf(seat) ? seat : null };
  if (room?.startsWith("@") && personOf(room.slice(1))) return { room, seat: room.slice(1) };
  return null;
}

// --- what the server tells ---

let unfollow = () => {};

async function start() {
  let state;
  try {
    state = await get("state");
  } catch {
    connected(false);
    setTimeout(start, 1500);
    return;
  }
  const first = view.room === null;
  learn(state);
  learnStatuses(state.statuses);
  byId("title").textContent = world.title;
  byId("seat").replaceChildren(...world.people.map((person) => h("option", { value: person.native }, person.name)));
  buildSidebar((room) => openRoom(room, { focus: true }));
  startClock();
  const named = fromAddress();
  const talking = world.people.find((person) => postsIn(`@${person.native}`, person.native).length > 0);
  const seat = named?.seat ?? personOf(view.seat)?.native ?? (talking ?? world.people[0])?.native;
  view.seat = seat ?? null;
  if (seat) openRoom(named?.room ?? `@${seat}`, { seat, pane: false, remember: false });
  if (first) {
    showTab(view.tab);
    showPane(named ? "conversation" : document.body.dataset.pane);
  }
  renderPlan(deeds.key);
  renderRecord(deeds.key);
  unfollow();
  unfollow = follow(state.place, { change, anew: start, connected });
}

function change(news) {
  const { fresh, replaced } = learnChange(news);
  const changed = new Set(replaced.map((post) => post.id));
  for (const post of fresh) if (post.thread !== null) changed.add(post.thread);
  renderClock();
  renderPlan(deeds.key);
  if (view.key) renderRecord(deeds.key);
  if (fresh.length || replaced.length) {
    showRoom({ changed });
    showThread({ changed });
    tellNews(fresh);
  }
  tellJump(lastPlace());
}

function tellNews(fresh) {
  const here = fresh.filter(
    (post) => post.room === view.room && post.author !== view.seat && (post.onlyFor === null || post.onlyFor === view.seat),
  );
  for (const post of here) {
    const who = post.author === ROOM ? "" : `${nameOf(post.author)}${post.thread === null ? "" : " in a thread"}: `;
    announce(`${who}${summaryOf(post)}`);
  }
  if (here.some((post) => post.author === BOT && post.message.items.length && post.thread === null)) {
    followNewest({ reveal: true });
  }
}

let live = null;

function connected(on) {
  if (live === on) return;
  const box = byId("connection");
  box.textContent = on ? "Live" : "Connection lost: trying again…";
  box.classList.toggle("lost", !on);
  live = on;
}

// --- keys ---

const KEYS = [
  ["F6, Shift and F6", "The next or the previous pane"],
  ["Alt and ↓ or ↑", "The next or the previous conversation"],
  ["Alt, Shift and ↓", "The next conversation with something unread"],
  ["Alt, Shift and D", "Clock: next working day"],
  ["Alt, Shift and M", "Clock: next message due"],
  ["Alt, Shift and B", "Clock: next meeting"],
  ["Alt, Shift and T", "Clock: another date"],
  ["Escape", "Close a dialog or the thread"],
  ["Ctrl and /", "This list"],
];

function showKeys() {
  openDialog(
    "Keyboard shortcuts",
    h("dl", { class: "keys" }, KEYS.map(([keys, what]) => h("div", {}, h("dt", {}, keys), h("dd", {}, what)))),
  );
}

const ALT_SHIFT = {
  KeyD: () => moveClock("next_working_day"),
  KeyM: () => moveClock("next_message"),
  KeyB: () => moveClock("next_meeting"),
  KeyT: chooseMoment,
  ArrowDown: () => goTo(roomBeside(1, { unread: true })),
};
const ALT = { ArrowDown: () => goTo(roomBeside(1)), ArrowUp: () => goTo(roomBeside(-1)) };

const goTo = (room) => room && openRoom(room, { focus: true });

function nextPane(step) {
  const at = PANES.findIndex((pane) => byId(pane).contains(document.activeElement));
  const pane = PANES.at((at + step + PANES.length) % PANES.length);
  showPane(pane);
  const current = pane === "people" && byId("people").querySelector("[aria-current]");
  (current || byId(pane)).focus();
}

document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  let act = null;
  if (event.key === "F6") act = () => nextPane(event.shiftKey ? -1 : 1);
  else if (event.ctrlKey && event.key === "/") act = showKeys;
  else if (event.altKey && !event.ctrlKey) act = (event.shiftKey ? ALT_SHIFT : ALT)[event.code];
  else if (event.key === "Escape" && view.tab === "thread" && byId("details").contains(document.activeElement)) {
    act = () => {
      const head = closeThread();
      showPane("conversation");
      byId("posts").querySelector(`[data-post="${head}"]`)?.focus();
    };
  }
  if (!act) return;
  event.preventDefault();
  act();
});

for (const button of document.querySelectorAll("[data-jump]")) {
  button.addEventListener("click", () => moveClock(button.dataset.jump));
}
for (const button of document.querySelectorAll(".panes button")) {
  button.addEventListener("click", () => showPane(button.dataset.pane, { focus: true }));
}
for (const tab of ["plan", "record", "thread"]) byId(`tab-${tab}`).addEventListener("click", () => chooseTab(tab));
document.querySelector(".tabs").addEventListener("keydown", (event) => tabKeys(event, chooseTab));
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  showPane("conversation");
  composer.focus();
});
byId("other-moment").addEventListener("click", chooseMoment);
byId("show-keys").addEventListener("click", showKeys);
byId("people").addEventListener("keydown", sidebarKeys);
byId("seat").addEventListener("change", (event) => openRoom(view.room, { seat: event.target.value }));
document.addEventListener("visibilitychange", () => view.room && showRoom({}));
addEventListener("popstate", () => {
  const named = fromAddress();
  if (named) openRoom(named.room, { seat: named.seat, remember: false });
});

start();

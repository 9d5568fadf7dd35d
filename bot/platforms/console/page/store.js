// What the page knows: what the server told, and where its user is looking.

export const BOT = "bot";
export const BOT_NAME = "Sendbot";
/** The author of what a room itself tells somebody in it. */
export const ROOM = "room";

/** What the server told. */
export const world = {
  title: "",
  people: [],
  channels: [],
  actions: [],
  clock: null,
  /** Posts by id, in the order they were made. */
  posts: new Map(),
};

/** Where the user is looking. `room` is "#name" or "@native"; `seat` is in whose name they speak. */
export const view = {
  seat: null,
  room: null,
  thread: null,
  tab: "plan",
  key: null,
  /** The first post that was unread when the room was opened. */
  newFrom: null,
};

const read = new Map();
const drafts = new Map();
let epoch = "";

export function learn(state) {
  Object.assign(world, {
    title: state.title,
    people: state.people,
    channels: state.channels,
    actions: state.actions,
    clock: state.clock,
    posts: new Map(state.posts.map((post) => [post.id, post])),
  });
  const now = state.place.split("-")[0];
  if (epoch && epoch !== now) read.clear();
  epoch = now;
}

/** Takes in a change; gives back the posts that are new, and those that were replaced. */
export function learnChange(change) {
  world.clock = change.clock;
  world.actions = change.actions;
  const fresh = [];
  const replaced = [];
  for (const post of change.posts) {
    (world.posts.has(post.id) ? replaced : fresh).push(post);
    world.posts.set(post.id, post);
  }
  return { fresh, replaced };
}

export const personOf = (native) => world.people.find((person) => person.native === native);
export const channelRoom = (channel) =>
  channel.native.startsWith("#") ? channel.native : `#${channel.native}`;
export const channelOf = (room) => world.channels.find((channel) => channelRoom(channel) === room);
export const isChannel = (room) => room.startsWith("#");
export const nameOf = (native) => (native === BOT ? BOT_NAME : (personOf(native)?.name ?? native));
export const actionOf = (key) => world.actions.find((action) => action.key === key);
export const allRooms = () => [
  ...world.channels.map(channelRoom),
  ...world.people.map((person) => `@${person.native}`),
];

/** Who would see a room when it is opened from the list. */
export const seatFor = (room) => (isChannel(room) ? view.seat : room.slice(1));

const seenBy = (post, seat) => post.onlyFor === null || post.onlyFor === seat;

/** What stands in a room, without what was said in its threads. */
export const postsIn = (room, seat = view.seat) =>
  [...world.posts.values()].filter(
    (post) => post.room === room && post.thread === null && seenBy(post, seat),
  );

/** A thread: its head, then the answers. */
export function postsOfThread(head, seat = view.seat) {
  const first = world.posts.get(head);
  if (!first) return [];
  return [first, ...repliesTo(head, seat)];
}

export const repliesTo = (head, seat = view.seat) =>
  [...world.posts.values()].filter((post) => post.thread === head && seenBy(post, seat));

export const unreadIn = (room) => {
  const seat = seatFor(room);
  const last = read.get(room) ?? 0;
  return [...world.posts.values()].filter(
    (post) =>
      post.room === room && post.id > last && ![seat, ROOM].includes(post.author) && seenBy(post, seat),
  );
};

export const markRead = (room) => read.set(room, Math.max(0, ...world.posts.keys()));

export const draft = (place) => drafts.get(place) ?? "";
export const keepDraft = (place, text) => drafts.set(place, text);

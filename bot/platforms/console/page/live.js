// The server: JSON in and out, and the stream of what changes.

/** What the server refused, in one sentence for the user; `unsure` where it may have been taken in. */
export class Problem extends Error {
  constructor(sentence, { unsure = false } = {}) {
    super(sentence);
    this.unsure = unsure;
  }
}

async function ask(path, init) {
  let answer;
  try {
    answer = await fetch(path, init);
  } catch {
    throw new Problem("The bot cannot be reached just now. Try again in a moment.", { unsure: true });
  }
  let body = null;
  try {
    body = await answer.json();
  } catch {
    // Not JSON: a server's own error page. What matters is said below.
  }
  if (answer.ok && body !== null) return body;
  throw new Problem(body?.error ?? `Something went wrong (${answer.status}). Try again.`, {
    unsure: answer.status >= 500,
  });
}

export const get = (path) => ask(path);

export const post = (path, body) =>
  ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });

/**
 * Does deeds once each: the same deed sent again after a lost connection carries the same key, so that
 * the bot takes it in only once however often it arrives.
 */
export class Deed {
  #event = null;
  #unsure = "";

  async send(path, body) {
    const written = JSON.stringify([path, body]);
    if (written !== this.#unsure) this.#event = crypto.randomUUID();
    this.#unsure = "";
    try {
      return await post(path, { event: this.#event, ...body });
    } catch (problem) {
      if (problem.unsure) this.#unsure = written;
      throw problem;
    }
  }
}

let seen = "";

/** The place in the stream up to which everything has been heard. */
export const lastPlace = () => seen;

/**
 * Follows the stream from a place. `change` gets what is new; `anew` is called where the server does
 * not know the place (it was started afresh); `connected` is told true and false.
 */
export function follow(place, { change, anew, connected }) {
  let source;
  seen = place;
  let again;
  const open = () => {
    source = new EventSource(`events?from=${encodeURIComponent(seen)}`);
    source.onopen = () => connected(true);
    source.addEventListener("change", (event) => {
      seen = event.lastEventId;
      change(JSON.parse(event.data));
    });
    source.addEventListener("anew", () => {
      stop();
      anew();
    });
    source.onerror = () => {
      connected(false);
      // The browser tries again by itself after a lost connection, but not after an error answer.
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, 1000);
    };
  };
  const stop = () => {
    clearTimeout(again);
    source.close();
  };
  open();
  return stop;
}

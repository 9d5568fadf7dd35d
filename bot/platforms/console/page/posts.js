// The posts of a room or a thread, as a list that changes while it is looked at.

import { h } from "./dom.js";
import { postElement } from "./message.js";

/** A list of posts that is changed in place: what has not changed keeps its element and its focus. */
export class PostList {
  #list;
  #scroll;
  #kept = new Map();
  #on;
  /** What the user said last and has not been answered yet. */
  #asked = null;
  /** How many posts have arrived below what is in sight. */
  #below = 0;

  #toNewest;

  /** `on`: what can be done in a message; see `postElement`. `toNewest`: a button that leads to the end. */
  constructor(list, scroll, on, toNewest = null) {
    this.#list = list;
    this.#scroll = scroll;
    this.#on = on;
    this.#toNewest = toNewest;
    toNewest?.addEventListener("click", () => {
      this.#toEnd();
      list.lastElementChild?.focus();
    });
    scroll.addEventListener("scroll", () => this.#mark(), { passive: true });
    for (const by of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      scroll.addEventListener(by, () => (this.#asked = null), { passive: true });
    }
  }

  #mark() {
    if (!this.#toNewest) return;
    if (this.#atEnd) this.#below = 0;
    this.#toNewest.hidden = this.#atEnd;
    this.#toNewest.classList.toggle("fresh", this.#below > 0);
    const words = this.#below ? `${this.#below} new ${this.#below === 1 ? "message" : "messages"}` : "Newest";
    this.#toNewest.replaceChildren(`${words} `, h("span", { "aria-hidden": "true" }, "↓"));
  }

  get #atEnd() {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 60;
  }

  /**
   * Shows these posts; those in `changed` are built anew. `opened`: this is another conversation, to be
   * read from `newFrom` on, above which `mark` stands. What `seat` says comes into sight with its answer.
   */
  show(posts, { seat, changed = new Set(), opened = false, inThread = false, newFrom = null, mark = "New" } = {}) {
    if (opened) {
      this.#kept.clear();
      this.#asked = null;
      this.#below = 0;
    }
    const atEnd = this.#atEnd;
    const focus = this.#focused();
    const nodes = [];
    let day = null;
    let firstFresh = null;
    const fresh = [];
    const reuse = (key, build, anew = false) => {
      if (!this.#kept.has(key) || anew) {
        const node = build();
        if (!this.#kept.has(key) && !opened) firstFresh ??= node;
        this.#kept.set(key, node);
      }
      nodes.push(this.#kept.get(key));
    };
    for (const post of posts) {
      if (post.id === newFrom && post !== posts[0]) reuse("new", () => h("li", { class: inThread ? "day-mark" : "new-mark" }, h("span", {}, mark)));
      if (post.day !== day) {
        day = post.day;
        reuse(`day ${day}`, () => h("li", { class: "day-mark" }, h("span", {}, post.day)));
      }
      if (!opened && !this.#kept.has(`post ${post.id}`)) fresh.push(post);
      reuse(`post ${post.id}`, () => postElement(post, this.#on, { inThread }), changed.has(post.id));
    }
    if (nodes.length === 0) nodes.push(h("li", { class: "empty" }, "Nothing has been said here yet."));
    arrange(this.#list, nodes);
    this.#refocus(focus);
    if (opened) this.#open(newFrom);
    else if (!this.#follow(fresh, seat) && firstFresh) {
      if (atEnd) this.#reveal(firstFresh);
      else this.#below += fresh.length;
    }
    this.#mark();
  }

  /** Brings what the user has just said, and then its answer, into sight; false where neither is new. */
  #follow(fresh, seat) {
    const said = fresh.findLast((post) => post.author === seat);
    if (said) this.#asked = said.id;
    if (this.#asked === null || fresh.length === 0) return false;
    const words = this.#kept.get(`post ${this.#asked}`);
    const answer = fresh.find((post) => post.author !== seat && post.id > this.#asked);
    const to = answer && this.#kept.get(`post ${answer.id}`);
    if (answer) this.#asked = null;
    // Long words of one's own make room for the answer to them.
    const apart = to && to.offsetTop - words.offsetTop > this.#scroll.clientHeight / 2;
    this.#reveal(apart ? to : words, "instant");
    return true;
  }

  #open(newFrom) {
    // Without a mark the first post of all is new: then it is read from the top.
    const first = this.#kept.get("new") ?? (newFrom === null ? null : this.#list.firstElementChild);
    if (first) this.#reveal(first, "instant");
    else this.#toEnd();
  }

  #toEnd() {
    this.#scroll.scrollTo({ top: this.#scroll.scrollHeight, behavior: "instant" });
  }

  /** As far down as can be with this node still in sight. */
  #reveal(node, behavior = "auto") {
    this.#scroll.scrollTo({ top: node.offsetTop - this.#list.offsetTop - 12, behavior });
  }

  #focused() {
    const post = this.#list.contains(document.activeElement) && document.activeElement.closest("[data-post]");
    return post && { id: post.dataset.post, deed: document.activeElement.dataset.deed, still: document.activeElement };
  }

  #refocus(focus) {
    if (!focus || focus.still.isConnected) return;
    const post = this.#list.querySelector(`[data-post="${focus.id}"]`);
    const same = focus.deed && post?.querySelector(`[data-deed="${CSS.escape(focus.deed)}"]`);
    (same || post)?.focus();
  }
}

/** Makes these the children of an element, moving none that stays. */
function arrange(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let at = parent.firstChild;
  for (const node of nodes) {
    if (node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
}

// The posts of a room or a thread, as a list that changes while it is looked at.

import { h } from "./dom.js";
import { postElement } from "./message.js";

/** A list of posts that is changed in place: what has not changed keeps its element and its focus. */
export class PostList {
  #list;
  #scroll;
  #kept = new Map();
  #on;
  /** Brings what was to be seen into sight once more, when a picture has made room for itself. */
  #aim = null;

  #toNewest;

  /** `on`: what can be done in a message; see `postElement`. `toNewest`: a button that leads to the end. */
  constructor(list, scroll, on, toNewest = null) {
    this.#list = list;
    this.#scroll = scroll;
    this.#on = on;
    this.#toNewest = toNewest;
    toNewest?.addEventListener("click", () => {
      this.#look(() => this.#toEnd());
      list.lastElementChild?.focus();
    });
    scroll.addEventListener("scroll", () => this.#mark(), { passive: true });
    const settle = () => {
      this.#aim?.();
      this.#mark();
    };
    list.addEventListener("load", settle, { capture: true });
    for (const by of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      scroll.addEventListener(by, () => (this.#aim = null), { passive: true });
    }
  }

  #mark() {
    if (this.#toNewest) this.#toNewest.hidden = this.#atEnd;
  }

  get #atEnd() {
    return this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 60;
  }

  /**
   * Shows these posts; those in `changed` are built anew. `opened`: this is another conversation, to be
   * read from `newFrom` on, above which `mark` stands.
   */
  show(posts, { changed = new Set(), opened = false, inThread = false, newFrom = null, mark = "New" } = {}) {
    if (opened) this.#kept.clear();
    const atEnd = this.#atEnd;
    const focus = this.#focused();
    const nodes = [];
    let day = null;
    let firstFresh = null;
    const reuse = (key, build, anew = false) => {
      if (!this.#kept.has(key) || anew) {
        const node = build();
        if (!this.#kept.has(key) && !opened) firstFresh ??= node;
        this.#kept.set(key, node);
      }
      nodes.push(this.#kept.get(key));
    };
    for (const post of posts) {
      if (post.day !== day) {
        day = post.day;
        reuse(`day ${day}`, () => h("li", { class: "day-mark" }, h("span", {}, post.day)));
      }
      if (post.id === newFrom && post !== posts[0]) reuse("new", () => h("li", { class: inThread ? "day-mark" : "new-mark" }, h("span", {}, mark)));
      reuse(`post ${post.id}`, () => postElement(post, this.#on, { inThread }), changed.has(post.id));
    }
    if (nodes.length === 0) nodes.push(h("li", { class: "empty" }, "Nothing has been said here yet."));
    arrange(this.#list, nodes);
    this.#refocus(focus);
    if (opened) this.#open(newFrom);
    else if (firstFresh && atEnd) this.#look(() => this.#reveal(firstFresh));
    this.#mark();
  }

  #open(newFrom) {
    const first = this.#kept.get("new") ?? this.#kept.get(`post ${newFrom}`);
    this.#look(() => (first ? this.#reveal(first, "instant") : this.#toEnd()));
  }

  #look(aim) {
    this.#aim = aim;
    aim();
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

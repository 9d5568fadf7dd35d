// Writing a message.

import { h, toast } from "./dom.js";
import { Deed } from "./live.js";
import { draft, keepDraft } from "./store.js";

/** A field to write in: what was begun in one conversation is kept for when it is opened again. */
export class Composer {
  #form;
  #field;
  #label;
  #hint;
  #place = "";
  #deed = new Deed();
  /** What was sent and not yet answered, in the order of writing. */
  #leaving = [];
  #at;
  #taken;

  /** `at` gives seat, room and thread; `taken` is told what is to be answered on the spot. */
  constructor(form, id, at, taken) {
    this.#form = form;
    this.#at = at;
    this.#taken = taken;
    this.#label = h("label", { class: "unseen", htmlFor: id });
    this.#hint = h("p", { class: "hint", id: `${id}-hint` });
    this.#field = h("textarea", { id, rows: 1, maxLength: 12000, "aria-describedby": `${id}-hint`, enterKeyHint: "send" });
    // Until it is known where the words go: what is typed sooner would be lost.
    this.#field.disabled = true;
    form.append(this.#label, h("div", { class: "write" }, this.#field, h("button", { type: "submit", class: "primary" }, "Send")), this.#hint);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener("input", () => {
      keepDraft(this.#place, this.#field.value);
      this.#fit();
    });
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send();
    });
  }

  /** Goes to another conversation, keeping what was begun in this one. `always`: the hint stands on a phone too. */
  open(label, { hint, placeholder, always = false }) {
    const { seat, room, thread } = this.#at();
    this.#place = `${seat} ${room} ${thread}`;
    this.#label.textContent = label;
    this.#field.placeholder = placeholder;
    this.#hint.textContent = hint;
    this.#hint.classList.toggle("always", always);
    this.#field.value = draft(this.#place);
    this.#field.disabled = false;
    this.#fit();
  }

  focus() {
    this.#field.focus();
  }

  #fit() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight + 2, 220)}px`;
  }

  /** Takes the words at once, so that the next can be written; they go out in the order of writing. */
  #send() {
    const text = this.#field.value;
    if (!text.trim()) return;
    this.#write(this.#place, "");
    this.#leaving.push({ text, where: this.#at(), from: this.#place });
    if (this.#leaving.length === 1) this.#deliver();
  }

  async #deliver() {
    this.#form.ariaBusy = "true";
    while (this.#leaving.length > 0) {
      const { text, where } = this.#leaving[0];
      try {
        const outcome = await this.#deed.send("say", { ...where, text });
        this.#leaving.shift();
        this.#taken(outcome, where);
      } catch (problem) {
        this.#giveBack();
        toast(problem.message, { problem: true });
      }
    }
    this.#form.ariaBusy = null;
  }

  /** What could not be sent, and what was to follow it, stands again before what was written since. */
  #giveBack() {
    for (const { text, from } of this.#leaving.splice(0).reverse()) {
      const since = draft(from);
      this.#write(from, since ? `${text}\n${since}` : text);
    }
  }

  #write(place, text) {
    keepDraft(place, text);
    if (place !== this.#place) return;
    this.#field.value = text;
    this.#fit();
  }
}

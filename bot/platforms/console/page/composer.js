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
  #sending = false;
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

  async #send() {
    const text = this.#field.value;
    if (this.#sending || !text.trim()) return;
    this.#sending = true;
    const where = this.#at();
    const from = this.#place;
    this.#form.ariaBusy = "true";
    try {
      const outcome = await this.#deed.send("say", { ...where, text });
      if (draft(from) === text) keepDraft(from, "");
      if (this.#place === from && this.#field.value === text) this.#field.value = "";
      this.#fit();
      this.#taken(outcome, where);
    } catch (problem) {
      toast(problem.message, { problem: true });
    } finally {
      this.#sending = false;
      this.#form.ariaBusy = null;
    }
  }
}

// A form the bot asks to be filled in: a dialog that stays open until it is taken in.

import { h, openDialog } from "./dom.js";
import { Deed } from "./live.js";

/** Above this many options a choice is a list to pick from, not a row of buttons. */
const RADIOS = 7;

function options(input) {
  const chosen = input.kind === "choices" ? input.value.split(",") : [input.value];
  const type = input.kind === "choices" ? "checkbox" : "radio";
  return h(
    "div",
    { class: "options" },
    input.options.map((option, number) =>
      h(
        "label",
        { class: "option" },
        h("input", {
          type,
          name: input.name,
          value: option.value,
          checked: chosen.includes(option.value),
          id: number === 0 ? `field-${input.name}` : undefined,
          "aria-describedby": `hint-${input.name} error-${input.name}`,
        }),
        option.label,
      ),
    ),
  );
}

function control(input) {
  const common = {
    id: `field-${input.name}`,
    name: input.name,
    required: input.required,
    "aria-describedby": `hint-${input.name} error-${input.name}`,
  };
  switch (input.kind) {
    case "long_text":
      return h("textarea", { ...common, rows: 3, maxLength: input.max_length, value: input.value });
    case "date":
      return h("input", { ...common, type: "date", value: input.value });
    case "choice":
      return h(
        "select",
        common,
        h("option", { value: "" }, "Choose…"),
        input.options.map((option) =>
          h("option", { value: option.value, selected: option.value === input.value }, option.label),
        ),
      );
    default:
      return h("input", { ...common, type: "text", maxLength: input.max_length, value: input.value });
  }
}

function field(input) {
  const label = [input.label, !input.required && h("span", { class: "optional" }, " (optional)")];
  const notes = [
    h("p", { class: "hint", id: `hint-${input.name}`, hidden: !input.hint }, input.hint),
    h("p", { class: "error", id: `error-${input.name}`, hidden: true }),
  ];
  const many = input.kind === "choices" || (input.kind === "choice" && input.options.length <= RADIOS);
  return many
    ? h("fieldset", { class: "field", "data-field": input.name }, h("legend", {}, label), notes, options(input))
    : h(
        "div",
        { class: "field", "data-field": input.name },
        h("label", { htmlFor: `field-${input.name}` }, label),
        notes,
        control(input),
      );
}

function entered(form, box) {
  const data = new FormData(box);
  return Object.fromEntries(
    form.inputs.map((input) => [input.name, data.getAll(input.name).join(",")]),
  );
}

function showErrors(form, box, errors) {
  let first = null;
  const strays = [];
  for (const input of form.inputs) {
    const sentence = errors[input.name];
    const line = box.querySelector(`#error-${CSS.escape(input.name)}`);
    line.textContent = sentence ?? "";
    line.hidden = !sentence;
    for (const one of box.querySelectorAll(`[name="${CSS.escape(input.name)}"]`)) {
      if (sentence) one.setAttribute("aria-invalid", "true");
      else one.removeAttribute("aria-invalid");
    }
    if (sentence) first ??= box.querySelector(`#field-${CSS.escape(input.name)}`);
  }
  for (const [name, sentence] of Object.entries(errors)) {
    if (!form.inputs.some((input) => input.name === name)) strays.push(sentence);
  }
  const problem = box.querySelector(".form-problem");
  problem.textContent = strays.join(" ");
  problem.hidden = strays.length === 0;
  first?.focus();
}

/** Opens a form for somebody in a room. `taken` is told of the outcome when the form has closed. */
export function openForm(form, place, taken) {
  const deed = new Deed();
  const submit = h("button", { type: "submit", class: "primary" }, form.submit);
  const box = h(
    "form",
    { class: "fill", noValidate: true },
    h("p", { class: "form-problem", role: "alert", hidden: true }),
    form.inputs.map(field),
    h(
      "div",
      { class: "dialog-foot" },
      h("button", { type: "button", class: "answer", onclick: () => dialog.close() }, "Cancel"),
      submit,
    ),
  );
  const dialog = openDialog(form.title, box);
  dialog.classList.add("form-dialog");
  box.querySelector("input, select, textarea")?.focus();
  box.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (submit.ariaDisabled === "true") return;
    const fields = entered(form, box);
    const missing = form.inputs.filter((input) => input.required && !fields[input.name].trim());
    if (missing.length) {
      showErrors(form, box, Object.fromEntries(missing.map((input) => [input.name, "This is needed."])));
      return;
    }
    submit.ariaDisabled = "true";
    try {
      const outcome = await deed.send("submit", { ...place, form: form.name, value: form.value, fields });
      if (outcome.type === "field_errors") {
        showErrors(form, box, outcome.errors);
        return;
      }
      dialog.close();
      taken(outcome);
    } catch (problem) {
      showErrors(form, box, { "": problem.message });
    } finally {
      submit.ariaDisabled = null;
    }
  });
}

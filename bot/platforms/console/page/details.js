// The right-hand pane: the plan at a glance, and the record of one action.

import { byId, chip, h, statusList } from "./dom.js";
import { get } from "./live.js";
import { keyButton, withKeys } from "./message.js";
import { actionOf, view, world } from "./store.js";

const markers = (list) =>
  list.length > 0 && h("ul", { class: "markers", "aria-label": "Markers" }, list.map((one) => h("li", {}, one)));

// --- the plan at a glance ---

let filter = null;

function counts(actions, onFilter) {
  const of = (value) => actions.filter((action) => action.status === value).length;
  const present = statusList().filter((status) => of(status.value) > 0);
  const bar = h("div", { class: "bar", "aria-hidden": "true" });
  for (const { value } of present) {
    const part = h("span", { class: value });
    part.style.flexGrow = of(value);
    bar.append(part);
  }
  return [
    bar,
    h(
      "div",
      { class: "filters", role: "group", "aria-label": "Show only" },
      present.map(({ value }) =>
        h(
          "button",
          { type: "button", "aria-pressed": String(filter === value), "data-filter": value, onclick: () => onFilter(value) },
          chip(value, ` ${of(value)}`),
        ),
      ),
    ),
  ];
}

function actionLine(action, onKey) {
  return h(
    "li",
    { class: action.key === view.key ? "in-hand" : "" },
    h(
      "p",
      { class: "action-line" },
      chip(action.status),
      keyButton(action.key, onKey),
      action.due && h("span", { class: "due" }, `due ${action.due}`),
    ),
    h("p", { class: "action-title" }, action.title),
    markers(action.markers),
  );
}

export function renderPlan(onKey) {
  const panel = byId("panel-plan");
  const had = panel.contains(document.activeElement) ? document.activeElement : null;
  const focused = had && (had.dataset.filter ? `[data-filter="${had.dataset.filter}"]` : null);
  const onFilter = (value) => {
    filter = filter === value ? null : value;
    renderPlan(onKey);
  };
  if (filter && !world.actions.some((action) => action.status === filter)) filter = null;
  const shown = world.actions.filter((action) => !filter || action.status === filter);
  const headings = [...new Set(shown.map((action) => action.heading))];
  const top = panel.scrollTop;
  panel.replaceChildren(
    h("h2", {}, `The plan: ${world.actions.length} ${world.actions.length === 1 ? "action" : "actions"}`),
    ...counts(world.actions, onFilter),
    ...headings.flatMap((heading) => [
      h("h3", {}, heading),
      h("ul", { class: "actions" }, shown.filter((action) => action.heading === heading).map((action) => actionLine(action, onKey))),
    ]),
  );
  panel.scrollTop = top;
  if (focused) panel.querySelector(focused)?.focus();
  else if (had?.classList.contains("key")) {
    [...panel.querySelectorAll(".key")].find((one) => one.textContent === had.textContent)?.focus();
  }
}

// --- the record of one action ---

const section = (title, ...content) => {
  const kept = content.flat().filter(Boolean);
  return kept.length > 0 && h("section", { class: "part" }, h("h3", {}, title), kept);
};

const pairs = (list, onKey, more = "") =>
  list.length > 0 &&
  h("dl", { class: `pairs ${more}` }, list.map(({ label, text }) => h("div", {}, h("dt", {}, label), h("dd", {}, withKeys(text, onKey)))));

function dates(record) {
  return (
    record.dates.length > 0 && [
      h(
        "dl",
        { class: "dates" },
        record.dates.map((line) =>
          h(
            "div",
            {},
            h("dt", {}, line.label),
            h("dd", {}, line.text, line.day && line.day !== line.text && h("span", {}, line.day)),
          ),
        ),
      ),
      record.slip && h("p", { class: "slip" }, record.slip),
    ]
  );
}

function historyLine(line, onKey) {
  return h(
    "li",
    { class: line.undone ? "undone" : "" },
    h("p", { class: "when" }, h("span", {}, line.at), ` ${line.who}`),
    h("p", { class: "what" }, line.status && chip(line.status), " ", withKeys(line.what, onKey), line.undone && h("em", {}, " (undone)")),
    line.words && h("blockquote", {}, line.words),
    pairs(line.details, onKey),
  );
}

function viewLine(one, onKey) {
  return h(
    "li",
    { class: "view" },
    h("p", {}, chip(one.status), " ", h("strong", {}, one.who)),
    one.note && h("p", { class: "words" }, one.note),
    pairs(one.narrative, onKey),
  );
}

function auditLine(line) {
  return h(
    "li",
    {},
    h("p", {}, h("span", { class: "seq" }, `${line.seq}`), ` ${line.what}`),
    h("p", { class: "when" }, `${line.at}, ${line.who} `, h("code", { title: line.hash }, line.hash.slice(0, 12))),
  );
}

function recordView(record, onKey) {
  const limbs = record.limbs.join(" and ");
  return [
    h("p", { class: "eyebrow" }, record.heading),
    h("h2", {}, h("span", { class: "record-key" }, record.key), ` ${record.title}`),
    h("p", { class: "standing" }, chip(record.status), limbs && h("span", { class: "limbs" }, `at risk: ${limbs}`)),
    markers(record.markers),
    section("Dates", dates(record)),
    section("Leads", pairs(record.leads, onKey, "people-list")),
    section("Position", pairs(record.narrative, onKey), record.still_to_come && h("p", { class: "to-come" }, `Still to come: ${record.still_to_come}.`)),
    section(
      "Views beside it",
      record.views.length > 0 &&
        h("ul", { class: "plain" }, record.views.map((one) => viewLine(one, onKey))),
    ),
    section("Milestones", pairs(record.milestones, onKey)),
    section("History", record.history.length > 0 && h("ol", { class: "timeline" }, record.history.map((line) => historyLine(line, onKey)))),
    record.audit.length > 0 &&
      h(
        "details",
        { class: "audit" },
        h("summary", {}, `Audit: ${record.audit.length} ${record.audit.length === 1 ? "entry" : "entries"}`),
        h("ol", {}, record.audit.map(auditLine)),
      ),
  ].filter(Boolean);
}

let asked = 0;

/** Shows the record of the action in hand as it now stands. */
export async function renderRecord(onKey) {
  const panel = byId("panel-record");
  asked += 1;
  const mine = asked;
  if (!view.key) {
    panel.replaceChildren(h("p", { class: "empty" }, "Choose an action's key, in the plan or in a message, and its record stands here: dates, position, history, audit."));
    panel.dataset.key = "";
    return;
  }
  let content;
  try {
    content = recordView(await get(`record/${encodeURIComponent(view.key)}`), onKey);
  } catch (problem) {
    content = [h("p", { class: "empty" }, problem.message)];
  }
  if (mine !== asked) return;
  const same = panel.dataset.key === view.key;
  const open = same && panel.querySelector(".audit")?.open;
  const top = same ? panel.scrollTop : 0;
  const focused = same && panel.querySelector(".audit summary") === document.activeElement;
  panel.replaceChildren(...content);
  panel.dataset.key = view.key;
  panel.scrollTop = top;
  const audit = panel.querySelector(".audit");
  if (audit && open) audit.open = true;
  if (audit && focused) audit.querySelector("summary").focus();
}

// --- tabs ---

const TABS = ["plan", "record", "thread"];

/** Shows one tab of the pane. */
export function showTab(name) {
  view.tab = name;
  byId("tab-thread").hidden = view.thread === null;
  for (const tab of TABS) {
    const chosen = tab === name;
    byId(`tab-${tab}`).ariaSelected = String(chosen);
    byId(`tab-${tab}`).tabIndex = chosen ? 0 : -1;
    byId(`panel-${tab}`).hidden = !chosen;
  }
  byId("tab-record").textContent = actionOf(view.key) ? `Record ${view.key}` : "Record";
}

/** Arrow keys walk through the tabs, as tabs do everywhere. */
export function tabKeys(event, onTab) {
  const shown = TABS.filter((tab) => !byId(`tab-${tab}`).hidden);
  const at = shown.indexOf(view.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const tab = shown.at(to % shown.length);
  onTab(tab);
  byId(`tab-${tab}`).focus();
}

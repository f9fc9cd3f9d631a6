"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const FIRST = {
    "webhook-expired": "Expire webhooks",
    "credentials-refused": "Refuse credentials",
    "qps-limit": "Throttle",
    "black-hole": "Black hole",
  };
  const entries = new Map();
  let state = null;
  let quoting = null;

  async function post(path, body) {
    const answer = await fetch("/_simulator/" + path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    const json = await answer.json();
    if (!answer.ok) throw new Error(json.error || answer.status);
    return json;
  }

  function make(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function notice(text) {
    $("notice").textContent = text;
    $("notice").hidden = !text;
  }

  function setQuoting(entry) {
    quoting = entry;
    $("quoting").hidden = !entry;
    $("quoting").firstElementChild.textContent = entry ? "Quoting: " + entry.text.slice(0, 80) : "";
  }

  /* --- who and where --- */

  function fill(select, options) {
    const wanted = select.value;
    select.replaceChildren(...options.map(([value, label]) => {
      const option = make("option", "", label);
      option.value = value;
      return option;
    }));
    if (options.some(([value]) => value === wanted)) select.value = wanted;
  }

  const group = () => state && state.groups.find(one => one.id === $("where").value);
  const mention = () => "@" + state.apps[0].name + " ";

  function prefill() {
    const composer = $("composer");
    const text = composer.value;
    if (group() && text.trim() === "") composer.value = mention();
    else if (!group() && text.trim() === mention().trim()) composer.value = "";
  }

  function isHere(entry) {
    return group() ? entry.conversation === group().id : !entry.group && entry.with === $("who").value;
  }

  /* --- messages --- */

  function delivery(entry) {
    const again = entry.pushes > 1 ? ` (pushed ${entry.pushes} times)` : "";
    switch (entry.delivery) {
      case "acknowledged": return ["good", `Acknowledged in ${entry.ackMillis} ms${again}`];
      case "refused": return ["bad", `The bot answered code ${entry.ackCode}${again}`];
      case "lost": return ["bad", "No bot connected: the message is lost"];
      case "not-addressed": return ["", `Not for the bot: it has no ${mention().trim()}`];
      default: return ["", `Delivered${again}`];
    }
  }

  function size(bytes) {
    if (bytes < 1024) return `${bytes} bytes`;
    return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
  }

  /* DingTalk tells the length of a voice message in milliseconds, and of a video in seconds. */
  function file(shown) {
    const ending = /\.(\w{1,4})$/.exec(shown.name);
    const badge = make("span", "badge", ending ? ending[1] : "file");
    badge.setAttribute("aria-hidden", "true");
    const facts = [shown.kind, size(shown.bytes)];
    if (shown.duration) facts.push(`${shown.kind === "audio" ? Math.round(shown.duration / 1000) : shown.duration} s`);
    const words = make("span", "", shown.name);
    words.append(make("small", "", facts.join(" · ")));
    const item = make("div", "file");
    item.append(badge, words);
    return item;
  }

  function bubble(entry) {
    const item = make("li", "bubble" + (entry.recalled ? " recalled" : ""));
    item.id = "entry-" + entry.id;
    item.dataset.from = entry.from;
    item.dataset.id = entry.id;
    item.dataset.testid = "bubble";
    const name = entry.from === "me" ? entry.name + (entry.person === $("who").value ? " (you)" : "") : entry.name;
    item.append(make("span", "who", name));
    const body = make("div", "body");
    if (entry.quotes) body.append(make("div", "quote", entry.quotes));
    if (entry.file) body.append(file(entry.file));
    else if (entry.markdown) body.append(markdown.render(entry.text));
    else body.append(make("div", "plain", entry.text));
    item.append(body);
    if (entry.reactions && entry.reactions.length) {
      const reactions = make("div", "reactions");
      entry.reactions.forEach(one => reactions.append(make("span", "", one)));
      item.append(reactions);
    }
    const foot = make("div", "foot");
    foot.setAttribute("aria-live", "off");
    const when = new Date(entry.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    if (entry.from === "me") {
      const [mood, text] = delivery(entry);
      item.dataset.delivery = entry.delivery;
      foot.append(make("span", "state " + mood, `${when} · ${text}`));
    } else {
      item.dataset.via = entry.via;
      if (entry.cardState) item.dataset.card = entry.cardState;
      const how = entry.cardState ? `card, ${entry.cardState}` : `by ${entry.via}, ${entry.msgtype}`;
      foot.append(make("span", "state" + (entry.cardState === "failed" ? " bad" : ""), `${when} · ${how}${entry.recalled ? " · recalled" : ""}`));
    }
    if (entry.cardState === "processing" || entry.cardState === "inputting") {
      const stop = make("button", "stop", "Stop");
      stop.type = "button";
      stop.dataset.testid = "stop";
      stop.addEventListener("click", () => press(stop, entry.card));
      foot.append(stop);
    }
    const quote = make("button", "", "Quote");
    quote.type = "button";
    quote.setAttribute("aria-label", "Quote: " + entry.text.slice(0, 40));
    quote.addEventListener("click", () => { setQuoting(entry); $("composer").focus(); });
    foot.append(quote);
    item.append(foot);
    return item;
  }

  /* Only what can change is replaced, so that a screen reader does not read the message again. */
  function refresh(old, fresh) {
    old.className = fresh.className;
    Object.assign(old.dataset, fresh.dataset);
    if (old.dataset.via === "card") old.querySelector(".body").replaceWith(fresh.querySelector(".body"));
    const reactions = old.querySelector(".reactions");
    if (reactions) reactions.remove();
    old.querySelector(".foot").replaceWith(...[...fresh.children].filter(one => one.matches(".reactions, .foot")));
  }

  function show(entry) {
    const list = $("messages");
    const old = document.getElementById("entry-" + entry.id);
    if (!isHere(entry)) { if (old) old.remove(); return; }
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    if (old) refresh(old, bubble(entry));
    else list.append(bubble(entry));
    $("empty").hidden = true;
    if (atEnd || (!old && entry.from === "me")) list.scrollTop = list.scrollHeight;
  }

  function showAll() {
    $("messages").replaceChildren();
    $("empty").hidden = false;
    entries.forEach(show);
    $("messages").scrollTop = $("messages").scrollHeight;
  }

  /* --- files --- */

  const attached = () => [...$("attach").files];

  function showAttached() {
    $("attached").hidden = attached().length === 0;
    $("attached").firstElementChild.textContent = "Attached: " + attached().map(one => one.name).join(", ");
  }

  function detach() {
    $("attach").value = "";
    showAttached();
  }

  function kind(file) {
    if (file.type.startsWith("image/")) return "picture";
    if (file.type.startsWith("audio/")) return "audio";
    return file.type.startsWith("video/") ? "video" : "file";
  }

  function read(file) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve({ kind: kind(file), name: file.name, base64: reader.result.split(",")[1] || "" });
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(file);
    });
  }

  async function send() {
    const text = $("composer").value.trim();
    if (attached().length === 0 && (!text || text === mention().trim())) return;
    const body = { person: $("who").value, text };
    if (group()) body.group = group().id;
    if (quoting) body.quote = quoting.id;
    try {
      if (attached().length) body.files = await Promise.all(attached().map(read));
      const entry = await post("say", body);
      entries.set(entry.id, { ...entry, ...entries.get(entry.id) });
      show(entries.get(entry.id));
      $("composer").value = "";
      setQuoting(null);
      detach();
      notice("");
      prefill();
      grow();
    } catch (failure) {
      notice("Not sent: " + failure.message);
    }
  }

  function grow() {
    const composer = $("composer");
    composer.style.height = "auto";
    composer.style.height = composer.scrollHeight + 2 + "px";
  }

  /* --- state and faults --- */

  function switchFor(fault, label) {
    const row = make("label");
    const box = make("input");
    box.type = "checkbox";
    box.checked = fault.on;
    box.id = "fault-" + fault.name;
    box.dataset.testid = "fault-" + fault.name;
    box.addEventListener("change", () => act("faults", { name: fault.name, on: box.checked }));
    const text = make("span", "", label);
    text.append(make("small", "", fault.description));
    row.append(box, text);
    return row;
  }

  function showFaults() {
    const first = state.faults.filter(one => FIRST[one.name]);
    const rest = state.faults.filter(one => !FIRST[one.name]);
    if (!$("fault-switches").childElementCount) {
      $("fault-switches").append(...first.map(one => switchFor(one, FIRST[one.name])));
      $("more-switches").append(...rest.map(one => switchFor(one, one.name)));
    }
    state.faults.forEach(one => { $("fault-" + one.name).checked = one.on; });
    const on = state.faults.filter(one => one.on).length;
    $("fault-count").textContent = on ? `(${on} on)` : "";
  }

  function take(next) {
    const fresh = !state || state.epoch !== next.epoch;
    if (fresh) entries.clear();
    const firstTime = !state;
    state = next;
    const up = state.connections;
    $("link-state").classList.toggle("up", up > 0);
    $("link-state").dataset.connections = up;
    $("link-text").textContent = up === 0 ? "No bot connected" : up === 1 ? "Bot connected (1 connection)" : `Bot connected (${up} connections)`;
    if (firstTime) {
      fill($("who"), state.people.map(one => [one.id, one.name + (one.admin ? " (admin)" : "")]));
      fill($("where"), [["", "1:1 with " + state.apps[0].name], ...state.groups.map(one => [one.id, one.title])]);
    }
    showFaults();
    if (fresh) showAll();
  }

  async function act(path, body) {
    try { take(await post(path, body)); notice(""); } catch (failure) { notice(failure.message); }
  }

  async function press(button, card) {
    button.disabled = true;
    try {
      const next = await post("press", { card, person: $("who").value, action: "stop" });
      take(next);
      notice(next.clickProblem || "");
    } catch (failure) {
      notice(failure.message);
    }
    button.disabled = false;
  }

  function listen() {
    const source = new EventSource("/_simulator/events");
    source.addEventListener("state", event => take(JSON.parse(event.data)));
    source.addEventListener("message", event => {
      if (!event.data) return;
      const entry = JSON.parse(event.data);
      entries.set(entry.id, entry);
      show(entry);
    });
    source.onerror = () => {
      $("link-state").classList.remove("up");
      $("link-text").textContent = "The simulator does not answer; trying again…";
      /* the browser tries again by itself, unless the answer was an error */
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
    };
  }

  $("compose").addEventListener("submit", event => { event.preventDefault(); send(); });
  $("composer").addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); send(); }
  });
  $("composer").addEventListener("input", grow);
  $("attach").addEventListener("change", showAttached);
  $("attached").lastElementChild.addEventListener("click", detach);
  $("quoting").lastElementChild.addEventListener("click", () => setQuoting(null));
  $("who").addEventListener("change", () => { setQuoting(null); showAll(); });
  $("where").addEventListener("change", () => { setQuoting(null); showAll(); prefill(); });
  $("rotate").addEventListener("click", () => act("links", { action: "rotate" }));
  $("drop").addEventListener("click", () => act("links", { action: "drop" }));
  $("clear-faults").addEventListener("click", () => act("faults", { clear: true }));
  listen();
})();

// Keeps the page as the workspace is: opens channels and threads, follows the event stream, sends what people do.
import { dialog, post, press } from './act.js';
import { fillTimes } from './dates.js';
import './faults.js';
import { place, show } from './lists.js';
import { closeMenus, isMenuOpen } from './menus.js';
import { choose, showView, submitView, type } from './modal.js';
import { drop, fire } from './scenarios.js';
import './schedules.js';

/** @param {string} selector @returns {HTMLElement} */
const find = (selector) => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return element;
};
const viewer = /** @type {HTMLSelectElement} */ (find('#viewer'));
const [messages, replies, thread] = [find('#messages'), find('#replies'), find('.thread')];
const state = { channel: '', thread: '', home: false };
/** While a button is held down, a menu is open, or a list is on its way, what is new waits: it would take the button or
 * the menu away under the pointer, or be overwritten by the list. */
const hold = { pointer: false, loading: 0, events: /** @type {any[]} */ ([]) };
const MENU_LOOK_MS = 200;
/** @type {EventSource | undefined} */
let stream;

/** @param {string} path */
async function fetchMarkup(path) {
  const response = await fetch(`${path}?user=${viewer.value}`);
  return response.ok ? response.text() : '';
}

/** @param {HTMLElement} list @param {string} path @param {() => boolean} isStillWanted */
async function load(list, path, isStillWanted) {
  hold.loading += 1;
  try {
    const markup = await fetchMarkup(path);
    if (isStillWanted()) show(list, markup);
  } finally {
    hold.loading -= 1;
    release();
  }
}

function release() {
  if (hold.pointer || hold.loading > 0 || hold.events.length === 0) return;
  // Nothing tells when a menu of the browser's own closes.
  if (isMenuOpen()) return void setTimeout(release, MENU_LOOK_MS);
  for (const event of hold.events.splice(0)) follow(event);
}

/** @param {string} selector The entry on the left. @param {string} title @param {string} topic @param {'at-home' | 'at-direct'} [tab] */
function turnTo(selector, title, topic, tab) {
  closeThread();
  const entry = find(selector);
  for (const button of document.querySelectorAll('.channel'))
    button.classList.toggle('current', button === entry);
  entry.classList.remove('unread');
  find('#title').textContent = title;
  find('#topic').textContent = topic;
  document.body.classList.remove('show-sidebar', 'at-home', 'at-direct');
  if (tab) document.body.classList.add(tab);
}

/** @param {string} id */
async function loadChannel(id) {
  Object.assign(state, { channel: id, home: false });
  const path = `/sandbox/channels/${encodeURIComponent(id)}`;
  await load(messages, path, () => state.channel === id && !state.home);
}

/** @param {string} id */
async function openChannel(id) {
  const selector = `[data-open="${CSS.escape(id)}"]`;
  const { dataset, textContent } = find(selector);
  turnTo(selector, (textContent ?? '').replace('#', '# '), dataset.topic ?? '');
  await loadChannel(id);
}

/** What the bot and the viewer have written to each other. */
async function openDirect() {
  turnTo('.app', 'Trailbot', 'Messages: only the two of you see them', 'at-direct');
  const { channel } = await post('/sandbox/direct', { user: viewer.value });
  await loadChannel(channel);
}

async function openHome() {
  state.home = true;
  turnTo('.app', 'Trailbot', 'Home', 'at-home');
  const { html, reason } = await post('/sandbox/home', { user: viewer.value });
  if (state.home) show(messages, html ?? '');
  if (reason) find('#topic').textContent = reason;
}

/** The same place again: for somebody else, or after the connection was away. */
function openAgain() {
  if (state.home) void openHome();
  else if (document.body.classList.contains('at-direct')) void openDirect();
  else void openChannel(state.channel);
}

/** @param {string} ts */
async function openThread(ts) {
  state.thread = ts;
  thread.hidden = false;
  document.body.classList.add('show-thread');
  find('#thread-of').textContent = find('#title').textContent ?? '';
  const path = `/sandbox/threads/${encodeURIComponent(state.channel)}/${encodeURIComponent(ts)}`;
  await load(replies, path, () => state.thread === ts);
}

function closeThread() {
  state.thread = '';
  thread.hidden = true;
  document.body.classList.remove('show-thread');
}

/** @param {any} event */
function follow(event) {
  if (event.type === 'facts') find('#facts').innerHTML = event.html;
  else if (event.type === 'view') showView(event.html);
  else if (event.type === 'home' && state.home) show(messages, event.html);
  else if (event.type === 'removed') {
    for (const old of document.querySelectorAll(`article[data-ts="${CSS.escape(event.ts)}"]`)) old.remove();
  } else if (event.type === 'message') {
    const here = event.channel === state.channel && !state.home;
    if (here && event.html) place(messages, event.ts, event.html, event.posted);
    if (here && event.thread === state.thread) place(replies, event.ts, event.threadHtml, event.posted);
    if (!here && event.posted && event.html) {
      const entry = document.querySelector(`[data-open="${CSS.escape(event.channel)}"]`) ?? find('.app');
      entry.classList.add('unread');
    }
  }
}

function connect() {
  stream?.close();
  stream = new EventSource(`/sandbox/events?user=${viewer.value}`);
  let connectedBefore = false;
  stream.onopen = () => {
    document.body.classList.remove('offline');
    // Whatever was said while the connection was away.
    if (connectedBefore) openAgain();
    connectedBefore = true;
  };
  stream.onerror = () => document.body.classList.add('offline');
  stream.onmessage = ({ data }) => {
    hold.events.push(JSON.parse(data));
    release();
  };
}

document.addEventListener('pointerdown', () => {
  hold.pointer = true;
});
for (const end of ['pointerup', 'pointercancel', 'blur']) {
  // The click comes after the pointer is up, and has to find its button.
  window.addEventListener(end, () =>
    setTimeout(() => {
      hold.pointer = false;
      release();
    }),
  );
}

document.addEventListener('click', (event) => {
  const target = /** @type {Element} */ (event.target);
  closeMenus(target);
  const button = target.closest('button');
  if (!button) return;
  const { action, open, thread: ts, scenario, toggle } = button.dataset;
  if (action !== undefined) void press(button, viewer.value);
  else if (open) void openChannel(open);
  else if (ts) void openThread(ts);
  else if (scenario) void fire(button);
  else if (toggle) document.body.classList.toggle(`show-${toggle}`);
  else if ('home' in button.dataset) void openHome();
  else if ('direct' in button.dataset) void openDirect();
  else if ('closeThread' in button.dataset) closeThread();
  else if ('closeView' in button.dataset) void post('/sandbox/view/close', { user: viewer.value });
});

document.addEventListener('change', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target === viewer) {
    connect();
    openAgain();
  } else if (target instanceof HTMLInputElement && target.files) {
    void drop(target.files).finally(() => {
      target.value = '';
    });
  } else choose(target, viewer.value);
});
document.addEventListener('input', (event) => type(event, viewer.value));

document.addEventListener('submit', async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.view) {
    event.preventDefault();
    return submitView(form, viewer.value);
  }
  if (!form.dataset.composer) return;
  event.preventDefault();
  const input = form.querySelector('textarea');
  if (!input?.value.trim()) return;
  const text = input.value.trim();
  input.value = '';
  const place = form.dataset.composer === 'thread' ? { thread: state.thread } : {};
  const { ok, reason } = await post('/sandbox/say', {
    user: viewer.value,
    channel: state.channel,
    text,
    ...place,
  });
  const error = form.querySelector('.error');
  if (error) error.textContent = ok ? '' : reason;
});

document.addEventListener('keydown', (event) => {
  const target = /** @type {Element} */ (event.target);
  const form = target.closest('form[data-composer]');
  type(event, viewer.value);
  if (form instanceof HTMLFormElement && event.key === 'Enter' && !event.shiftKey) {
    event.preventDefault();
    form.requestSubmit();
  }
});

dialog('#modal').addEventListener('cancel', (event) => {
  event.preventDefault();
  void post('/sandbox/view/close', { user: viewer.value });
});

setInterval(() => fillTimes(document), 30_000);
connect();
void openChannel(document.querySelector('[data-open]')?.getAttribute('data-open') ?? '');
void fetchMarkup('/sandbox/facts').then((markup) => {
  find('#facts').innerHTML = markup;
});

// Keeps the page as the workspace is: opens channels and threads, follows the event stream, sends what people do.
import { chosenIn, dialog, post, press, submitView } from './act.js';
import { dayName, fillTimes } from './dates.js';
import { closeMenus } from './menus.js';
import { drop, fire } from './scenarios.js';

/** @param {string} selector @returns {HTMLElement} */
const find = (selector) => {
  const element = document.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`The page has no ${selector}.`);
  return element;
};
const viewer = /** @type {HTMLSelectElement} */ (find('#viewer'));
const [messages, replies, thread] = [find('#messages'), find('#replies'), find('.thread')];
const state = { channel: '', thread: '', home: false };
/** While a button is held down, or a list is on its way, what is new waits: it would take the button away under the
 * pointer, or be overwritten by the list. */
const hold = { pointer: false, loading: 0, events: /** @type {any[]} */ ([]) };
/** @type {EventSource | undefined} */
let stream;

/** @param {string} markup Made by the server, which escapes every value in it. @returns {HTMLElement | null} */
function element(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  fillTimes(template.content);
  return template.content.querySelector('article');
}

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
  if (hold.pointer || hold.loading > 0) return;
  for (const event of hold.events.splice(0)) follow(event);
}

/** @param {HTMLElement} list A line with the day's name above the first message of each day. */
function divideDays(list) {
  for (const old of list.querySelectorAll('.day')) old.remove();
  let last = '';
  for (const message of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll('.message'))) {
    const name = dayName(new Date(Number(message.dataset.ts) * 1_000));
    if (name !== last) {
      const line = document.createElement('div');
      line.className = 'day';
      line.textContent = name;
      message.before(line);
    }
    last = name;
  }
}

/** @param {HTMLElement} list @param {string} markup */
function show(list, markup) {
  list.innerHTML = markup;
  fillTimes(list);
  if (list === messages) divideDays(list);
  list.scrollTop = list.scrollHeight;
}

/** @param {HTMLElement} list @param {string} ts @param {string} markup @param {boolean} posted */
function place(list, ts, markup, posted) {
  const made = element(markup);
  const old = list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!made || (!old && !posted)) return;
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  if (old) old.replaceWith(made);
  else {
    made.classList.add('new');
    list.append(made);
  }
  if (list === messages) divideDays(list);
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** @param {string} id */
async function openChannel(id) {
  Object.assign(state, { channel: id, home: false });
  closeThread();
  for (const button of document.querySelectorAll('.channel')) button.classList.remove('current');
  const button = find(`[data-open="${CSS.escape(id)}"]`);
  button.classList.add('current');
  button.classList.remove('unread');
  find('#title').textContent = `# ${button.querySelector('span')?.textContent ?? ''}`;
  find('#topic').textContent = button.dataset.topic ?? '';
  document.body.classList.remove('show-sidebar', 'at-home');
  const path = `/sandbox/channels/${encodeURIComponent(id)}`;
  await load(messages, path, () => state.channel === id && !state.home);
}

async function openHome() {
  Object.assign(state, { home: true });
  closeThread();
  for (const button of document.querySelectorAll('.channel')) button.classList.remove('current');
  find('[data-home]').classList.add('current');
  find('#title').textContent = 'Trailbot';
  find('#topic').textContent = 'Home';
  document.body.classList.remove('show-sidebar');
  document.body.classList.add('at-home');
  const { html, reason } = await post('/sandbox/home', { user: viewer.value });
  if (state.home) show(messages, html ?? '');
  if (reason) find('#topic').textContent = reason;
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

/** @param {string} markup */
function showView(markup) {
  const modal = dialog('#modal');
  modal.innerHTML = markup;
  fillTimes(modal);
  if (markup && !modal.open) modal.showModal();
  else if (!markup && modal.open) modal.close();
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
      document.querySelector(`[data-open="${CSS.escape(event.channel)}"]`)?.classList.add('unread');
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
    if (connectedBefore && !state.home) void openChannel(state.channel);
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
  else if ('closeThread' in button.dataset) closeThread();
  else if ('closeView' in button.dataset) void post('/sandbox/view/close', { user: viewer.value });
});

document.addEventListener('change', (event) => {
  const target = /** @type {HTMLElement} */ (event.target);
  if (target === viewer) {
    connect();
    void openChannel(state.channel);
  } else if (target instanceof HTMLInputElement && target.files) {
    void drop(target.files).finally(() => {
      target.value = '';
    });
  } else {
    // Inputs of a modal wait for its submit button; everywhere else a choice is an action.
    const element = /** @type {HTMLElement | null} */ (target.closest('[data-action]'));
    if (element && !element.closest('.input') && chosenIn(element).length > 0)
      void press(element, viewer.value);
  }
});

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

// Lists of messages: filled whole, and then kept as they are with each message that is posted or edited.
import { dayName, fillTimes } from './dates.js';

/** @param {string} markup Made by the server, which escapes every value in it. @returns {HTMLElement | null} */
function element(markup) {
  const template = document.createElement('template');
  template.innerHTML = markup;
  fillTimes(template.content);
  return template.content.querySelector('article');
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

/** Lists that show their end: a picture that comes later moves it. @type {WeakSet<Element>} */
const atEnd = new WeakSet();
const END_PX = 80;

/** @param {Element} list */
function followEnd(list) {
  atEnd.add(list);
  list.scrollTop = list.scrollHeight;
}

document.addEventListener(
  'load',
  ({ target }) => {
    const list = target instanceof Element ? target.closest('.scroll') : null;
    if (list && atEnd.has(list)) followEnd(list);
  },
  true,
);
document.addEventListener(
  'scroll',
  ({ target }) => {
    if (!(target instanceof Element)) return;
    const left = target.scrollHeight - target.scrollTop - target.clientHeight;
    if (left >= END_PX) atEnd.delete(target);
    else atEnd.add(target);
  },
  true,
);

/** @param {HTMLElement} list @param {string} markup */
export function show(list, markup) {
  list.innerHTML = markup;
  fillTimes(list);
  if (list.id === 'messages') divideDays(list);
  followEnd(list);
}

/** @param {HTMLElement} list @param {string} ts @param {string} markup @param {boolean} posted */
export function place(list, ts, markup, posted) {
  const made = element(markup);
  const old = list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!made || (!old && !posted)) return;
  const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < END_PX;
  if (old) old.replaceWith(made);
  else {
    made.classList.add('new');
    list.append(made);
  }
  if (list.id === 'messages') divideDays(list);
  if (isAtEnd) followEnd(list);
}

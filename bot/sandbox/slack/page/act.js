// What a press sends: a confirm dialog first if there is one, a warning triangle when the bot did not take it.

import { chosenIn, entered } from './inputs.js';

/** @param {string} path @param {unknown} body @returns {Promise<Record<string, any>>} */
export async function post(path, body) {
  try {
    const response = await fetch(path, {
      method: 'POST',
      ...(body instanceof Blob
        ? { body }
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    const text = await response.text();
    return text.startsWith('{') ? JSON.parse(text) : { ok: response.ok, reason: text };
  } catch {
    return { ok: false, reason: 'The sandbox does not answer. Is it still running?' };
  }
}

/** @param {string} selector @returns {HTMLDialogElement} */
export const dialog = (selector) => /** @type {HTMLDialogElement} */ (document.querySelector(selector));

/** @param {string} json @returns {Promise<boolean>} */
function confirmed(json) {
  const { title, text, yes, no, style } = JSON.parse(json);
  const box = dialog('#confirm');
  const button = (/** @type {string} */ label, /** @type {string} */ value, /** @type {string} */ kind) => {
    const element = document.createElement('button');
    element.value = value;
    element.className = `button ${kind}`;
    element.textContent = label;
    return element;
  };
  const form = document.createElement('form');
  form.method = 'dialog';
  const heading = document.createElement('h2');
  heading.textContent = title;
  const content = document.createElement('div');
  content.className = 'content text';
  // Markup of the server's own making: every value in it is escaped there.
  content.innerHTML = text;
  const footer = document.createElement('footer');
  footer.append(button(no, 'no', ''), button(yes, 'yes', style));
  form.append(heading, content, footer);
  box.replaceChildren(form);
  box.returnValue = '';
  box.showModal();
  return new Promise((resolve) => {
    box.addEventListener('close', () => resolve(box.returnValue === 'yes'), { once: true });
  });
}

/** @param {Element} element @param {string} reason Shown on the element, as Slack does. */
function warn(element, reason) {
  const button = element.closest('details')?.querySelector('summary') ?? element;
  const sign = document.createElement('span');
  sign.className = 'warning';
  sign.setAttribute('role', 'alert');
  sign.title = reason;
  sign.textContent = '⚠';
  const words = document.createElement('span');
  words.className = 'warning-text';
  words.textContent = reason;
  button.after(sign, words);
}

/** @param {HTMLElement} element @param {string} user */
export async function press(element, user) {
  const { action, block, confirm, url } = element.dataset;
  const actions = element.closest('.actions, .accessory, .input');
  for (const old of actions?.querySelectorAll('.warning, .warning-text') ?? []) old.remove();
  element.closest('details')?.removeAttribute('open');
  if (confirm && !(await confirmed(confirm))) return;
  if (url) window.open(url, '_blank', 'noopener');
  /** @type {HTMLElement | null} */
  const message = element.closest('.message');
  /** @type {HTMLElement | null} */
  const view = element.closest('[data-view]');
  const { channel, ts } = message?.dataset ?? {};
  element.classList.add('busy');
  const answer = await post('/sandbox/interact', {
    user,
    channel,
    ts,
    view: view?.dataset.view,
    inputs: view ? entered(view) : [],
    action_id: action,
    block_id: block,
    chosen: chosenIn(element),
  });
  element.classList.remove('busy');
  if (!answer.ok) warn(element, answer.reason);
}

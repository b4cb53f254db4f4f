// The open modal: shown, changed while it is open, and submitted; and the inputs that tell the bot of each change.
import { dialog, post, press } from './act.js';
import { fillTimes } from './dates.js';
import { chosenIn, entered, isElement, isText, keepEntered } from './inputs.js';

/** @param {string} markup Made by the server, which escapes every value in it; empty closes the modal. */
export function showView(markup) {
  const modal = dialog('#modal');
  const template = document.createElement('template');
  template.innerHTML = markup;
  fillTimes(template.content);
  const next = template.content.querySelector('form');
  const replace = () => modal.replaceChildren(template.content);
  if (next?.dataset.view === modal.querySelector('form')?.dataset.view) {
    const top = modal.querySelector('.content')?.scrollTop ?? 0;
    keepEntered(modal, replace);
    modal.querySelector('.content')?.scrollTo({ top });
  } else replace();
  if (markup && !modal.open) modal.showModal();
  else if (!markup && modal.open) modal.close();
}

/** Something was chosen or ticked. @param {Element} target @param {string} user */
export function choose(target, user) {
  const element = target.closest('[data-action]');
  if (!isElement(element)) return;
  const input = element.closest('.input');
  // Inputs of a modal wait for its submit button; everywhere else a choice is an action.
  const counts = input === null || (isElement(input) && 'dispatch' in input.dataset && !isText(target));
  if (!counts || (chosenIn(element).length === 0 && !element.matches('.choices'))) return;
  void press(element, user).finally(() => {
    // So that the same question can be asked again.
    if (element instanceof HTMLSelectElement && input === null) element.value = '';
  });
}

/** A text that tells of its changes does so on Enter, or with each character. @param {Event} event @param {string} user */
export function type(event, user) {
  const { target } = event;
  if (!isText(target)) return;
  const dispatch = target.closest('.input')?.getAttribute('data-dispatch');
  if (event.type === 'input') {
    if (dispatch === 'character') void press(target, user);
  } else if (event instanceof KeyboardEvent && event.key === 'Enter' && dispatch === 'change') {
    event.preventDefault();
    void press(target, user);
  }
}

/** @param {HTMLFormElement} form @param {string} user */
export async function submitView(form, user) {
  const inputs = entered(form);
  for (const place of form.querySelectorAll('.error')) place.textContent = '';
  const errorOf = (/** @type {string | undefined} */ id) =>
    form.querySelector(`[data-input="${CSS.escape(id ?? '')}"] .error`);
  const missing = inputs.filter(
    ({ block_id: id, chosen }) =>
      chosen.length === 0 && !form.querySelector(`[data-input="${CSS.escape(id ?? '')}"] .label small`),
  );
  for (const { block_id: id } of missing) {
    const place = errorOf(id);
    if (place) place.textContent = 'Please complete this required field.';
  }
  if (missing.length > 0) return;
  const view = form.dataset.view;
  const { errors, ok, reason } = await post('/sandbox/view/submit', { user, view, inputs });
  for (const [id, text] of Object.entries(errors ?? {})) {
    const place = errorOf(id);
    if (place) place.textContent = String(text);
  }
  if (ok) return;
  const place = form.querySelector('.refusal');
  if (place) place.textContent = reason;
}

// What the inputs of a modal or of a message hold: read for the bot, and put back when the bot changes what is around them.

/** @param {unknown} node @returns {node is HTMLElement} */
export const isElement = (node) => node instanceof HTMLElement;

/** @param {unknown} node @returns {node is HTMLInputElement | HTMLTextAreaElement} */
export const isText = (node) =>
  node instanceof HTMLTextAreaElement || (node instanceof HTMLInputElement && node.type === 'text');

/** @param {Element} element @returns {string[]} what is chosen in an input, a menu or a group of boxes */
export function chosenIn(element) {
  if (element instanceof HTMLElement && element.dataset.chosen !== undefined) return [element.dataset.chosen];
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (element.querySelectorAll('input:checked'));
  if (boxes.length > 0) return [...boxes].map(({ value }) => value);
  return 'value' in element && element.value ? [String(element.value)] : [];
}

/** @param {ParentNode} root */
const inputsOf = (root) => [...root.querySelectorAll('[data-input] [data-action]')].filter(isElement);

/** @param {ParentNode} root @returns what every input in it holds */
export function entered(root) {
  return inputsOf(root).map((element) => ({
    block_id: element.dataset.block,
    action_id: element.dataset.action,
    chosen: chosenIn(element),
  }));
}

/** Slack keeps what was entered by these two ids. @param {HTMLElement} element */
const keyOf = ({ dataset }) => `${dataset.block}\n${dataset.action}`;

/** @param {HTMLElement} element @param {readonly string[]} chosen */
function fill(element, chosen) {
  const [value = ''] = chosen;
  if (element.matches('.choices')) {
    for (const box of element.querySelectorAll('input')) box.checked = chosen.includes(box.value);
  } else if (element instanceof HTMLSelectElement) {
    if ([...element.options].some((option) => option.value === value)) element.value = value;
  } else if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) {
    element.value = value;
  }
}

/** @param {HTMLElement} input @param {HTMLElement} old The one that had the focus in its place. */
function focusAgain(input, old) {
  const boxes = [...input.querySelectorAll('input')];
  const box = boxes.find(({ value }) => old instanceof HTMLInputElement && value === old.value);
  (box ?? input).focus();
  if (isText(input) && isText(old)) input.setSelectionRange(old.selectionStart, old.selectionEnd);
}

/** Replaces what is in `place`, and keeps what a person has entered in it. @param {HTMLElement} place @param {() => void} replace */
export function keepEntered(place, replace) {
  const before = new Map(inputsOf(place).map((input) => [keyOf(input), chosenIn(input)]));
  const focused = place.contains(document.activeElement) ? document.activeElement : null;
  const focusedIn = focused?.closest('[data-action]');
  replace();
  for (const input of inputsOf(place)) {
    const chosen = before.get(keyOf(input));
    if (chosen) fill(input, chosen);
    if (isElement(focused) && isElement(focusedIn) && keyOf(input) === keyOf(focusedIn))
      focusAgain(input, focused);
  }
}

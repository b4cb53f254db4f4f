// The panel: fires scenarios, sends dropped files, says what came of it.
import { post } from './act.js';

/** @param {string} text @param {'good' | 'bad'} kind @param {string} [hint] */
function report(text, kind, hint) {
  const line = document.createElement('p');
  line.className = kind;
  line.textContent = text;
  if (hint) line.append(Object.assign(document.createElement('small'), { textContent: hint }));
  document.querySelector('#outcome')?.replaceChildren(line);
}

/** @param {Iterable<File>} files */
export async function drop(files) {
  for (const file of files) {
    const answer = await post(`/sandbox/files?name=${encodeURIComponent(file.name)}`, file);
    if (!answer.ok) return report(`${file.name}: ${answer.reason}`, 'bad', answer.hint);
    const records = `${answer.records} ${answer.records === 1 ? 'record' : 'records'}`;
    report(`${file.name}: ${records}, ${answer.skipped} skipped`, 'good');
  }
}

/** @param {HTMLButtonElement} button */
export async function fire(button) {
  button.classList.add('busy');
  const { ok, reason, hint } = await post(
    `/sandbox/scenarios/${encodeURIComponent(button.dataset.scenario ?? '')}`,
    {},
  );
  button.classList.remove('busy');
  if (ok)
    report(
      `${button.querySelector('b')?.textContent}: it is happening. What is worth a page appears in the channel.`,
      'good',
    );
  else report(reason, 'bad', hint);
  if (ok && matchMedia('(max-width: 900px)').matches) document.body.classList.remove('show-panel');
}

for (const type of /** @type {const} */ (['dragover', 'dragleave', 'drop'])) {
  document.addEventListener(type, (event) => {
    event.preventDefault();
    document.body.classList.toggle('dragging', type === 'dragover');
    if (type === 'drop' && event.dataTransfer) void drop(event.dataTransfer.files);
  });
}

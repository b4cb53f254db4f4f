// The panel's switches: each breaks one thing in the account, and mends it again.
import { post } from './act.js';

const place = document.createElement('section');
place.className = 'faults';
document.querySelector('#outcome')?.after(place);

async function show() {
  const response = await fetch('/sandbox/faults');
  // Markup of the server's own making: every value in it is escaped there.
  place.innerHTML = response.ok ? await response.text() : '';
}

place.addEventListener('change', async (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement)) return;
  box.disabled = true;
  const path = `/sandbox/faults/${encodeURIComponent(box.dataset.fault ?? '')}`;
  const { ok, reason } = await post(path, { on: box.checked });
  await show();
  if (ok) return;
  const line = Object.assign(document.createElement('p'), { className: 'bad', textContent: reason });
  place.append(line);
});

void show();

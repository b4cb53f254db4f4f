// The panel's buttons for what is due by the clock: each has it done now.
import { post } from './act.js';

const place = document.createElement('section');
place.className = 'schedules';
document.querySelector('#outcome')?.after(place);

async function show() {
  const response = await fetch('/sandbox/schedules');
  // Markup of the server's own making: every value in it is escaped there.
  place.innerHTML = response.ok ? await response.text() : '';
}

place.addEventListener('click', async (event) => {
  const button = event.target;
  if (!(button instanceof HTMLButtonElement)) return;
  button.disabled = true;
  place.querySelector('p')?.remove();
  const { ok, reason } = await post(
    `/sandbox/schedules/${encodeURIComponent(button.dataset.schedule ?? '')}`,
    {},
  );
  button.disabled = false;
  const said = ok ? 'It is due. What there is to say appears in a channel.' : reason;
  place.append(
    Object.assign(document.createElement('p'), { className: ok ? 'good' : 'bad', textContent: said }),
  );
});

void show();

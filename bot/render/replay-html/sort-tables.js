// Makes the tables of a report sortable: by click, by Enter, and told to who cannot see it.

for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.querySelectorAll('thead th')];
  for (const [column, head] of heads.entries()) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const isNumber = head.classList.contains('number');
      const was = head.getAttribute('aria-sort');
      // The largest number is what somebody looks for, and the first name.
      const down = was === null ? isNumber : was === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      sortBy(table, column, down);
    });
  }
}

/** @param {Element} table @param {number} column @param {boolean} down */
function sortBy(table, column, down) {
  const body = table.querySelector('tbody');
  if (body === null) return;
  const keyed = [...body.rows].map((row) => ({ row, key: keyOf(row.cells[column]) }));
  keyed.sort((a, b) => compare(a.key, b.key) * (down ? -1 : 1));
  body.append(...keyed.map(({ row }) => row));
}

/** @param {HTMLTableCellElement | undefined} cell @returns {string | number} */
function keyOf(cell) {
  const text = cell?.dataset.sort ?? cell?.textContent ?? '';
  const number = Number(text);
  return text.trim() === '' || Number.isNaN(number) ? text.trim().toLowerCase() : number;
}

/** @param {string | number} a @param {string | number} b @returns {number} */
function compare(a, b) {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return String(a).localeCompare(String(b), 'en');
}

// Makes the tables of a report sortable: by click, by Enter, on a phone from a list; and told to who cannot see it.

for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.querySelectorAll('thead th')];
  // Before there are buttons in the heads: they are its words.
  const list = table.querySelectorAll('tbody tr').length > 2 ? createList(heads) : undefined;
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
      sortBy(table, column, down);
      if (list !== undefined) list.value = `${column} ${down ? 'down' : 'up'}`;
    });
  }
  if (list === undefined) continue;
  const label = document.createElement('label');
  label.className = 'sort';
  label.append('Sort by ', list);
  table.before(label);
  list.addEventListener('change', () => {
    const [column, way] = list.value.split(' ');
    sortBy(table, Number(column), way === 'down');
  });
}

/** Each head twice, first the way that its button would begin with. @param {Element[]} heads */
function createList(heads) {
  const list = document.createElement('select');
  const asItCame = new Option('–', '', false, true);
  asItCame.disabled = true;
  list.append(asItCame);
  for (const [column, head] of heads.entries()) {
    const both = [
      new Option(`${head.textContent} ↓`, `${column} down`),
      new Option(`${head.textContent} ↑`, `${column} up`),
    ];
    list.append(...(head.classList.contains('number') ? both : both.toReversed()));
  }
  return list;
}

/** @param {Element} table @param {number} column @param {boolean} down */
function sortBy(table, column, down) {
  for (const [at, head] of table.querySelectorAll('thead th').entries()) {
    if (at === column) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
    else head.removeAttribute('aria-sort');
  }
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

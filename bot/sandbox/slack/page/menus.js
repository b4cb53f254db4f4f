// Overflow menus: where they open, and when they close.

/** @param {Element} [kept] The menu around it stays open. */
export function closeMenus(kept) {
  for (const menu of document.querySelectorAll('details.overflow[open]')) {
    if (!kept || !menu.contains(kept)) menu.removeAttribute('open');
  }
}

/** Of ours, or one that the browser draws for a select. @returns {boolean} */
export function isMenuOpen() {
  return document.querySelector('details.overflow[open], select:open') !== null;
}

// A menu stands above everything, so that no scrolling list cuts it off.
document.addEventListener(
  'toggle',
  (event) => {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open) return;
    const menu = details.querySelector('[role="menu"]');
    const box = details.getBoundingClientRect();
    if (!(menu instanceof HTMLElement)) return;
    const below = box.bottom + 6 + menu.offsetHeight < innerHeight;
    menu.style.top = `${below ? box.bottom + 6 : box.top - 6 - menu.offsetHeight}px`;
    menu.style.left = `${Math.max(8, Math.min(box.left, innerWidth - menu.offsetWidth - 8))}px`;
  },
  true,
);
document.addEventListener('scroll', () => closeMenus(), true);
// Without a mouse: what is new waits for as long as a menu is open, also what somebody types next is answered with.
document.addEventListener('focusin', ({ target }) => {
  if (target instanceof Element) closeMenus(target);
});
document.addEventListener('keydown', ({ key }) => {
  const open = document.querySelector('details.overflow[open]');
  if (key !== 'Escape' || !open) return;
  closeMenus();
  open.querySelector('summary')?.focus();
});

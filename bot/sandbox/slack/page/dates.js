// Times in the reader's own zone: message times, "3 minutes ago", and Slack's date tokens.

/** @param {Date} date @param {Intl.DateTimeFormatOptions} options */
const format = (date, options) => new Intl.DateTimeFormat(undefined, options).format(date);
/** @type {Intl.DateTimeFormatOptions} */
const CLOCK = { hour: 'numeric', minute: '2-digit' };
/** @type {Intl.DateTimeFormatOptions} */
const LONG = { month: 'long', day: 'numeric', year: 'numeric' };
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { month: 'short', day: 'numeric', year: 'numeric' };

/** @param {Date} date @returns {string | undefined} "Today" and its neighbours */
export function nearDay(date) {
  const day = (/** @type {Date} */ each) =>
    new Date(each.getFullYear(), each.getMonth(), each.getDate()).getTime();
  const distance = Math.round((day(date) - day(new Date())) / 86_400_000);
  return { 0: 'today', 1: 'tomorrow', '-1': 'yesterday' }[String(distance)];
}

/** @param {Date} date @returns {string} */
export function dayName(date) {
  const near = nearDay(date);
  return near
    ? near.charAt(0).toUpperCase() + near.slice(1)
    : format(date, { weekday: 'long', month: 'long', day: 'numeric' });
}

/** @param {Date} date @returns {string} */
export function ago(date) {
  const seconds = Math.max(0, (Date.now() - date.getTime()) / 1_000);
  if (seconds < 60) return 'just now';
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`;
  return nearDay(date) === 'today'
    ? `today at ${format(date, CLOCK)}`
    : `${dayName(date)} at ${format(date, CLOCK)}`;
}

/** @type {Record<string, (date: Date) => string>} */
const TOKENS = {
  date_num: (date) => date.toISOString().slice(0, 10),
  date_slash: (date) => format(date, { day: '2-digit', month: '2-digit', year: 'numeric' }),
  date: (date) => format(date, { month: 'long', day: 'numeric' }),
  date_pretty: (date) => nearDay(date) ?? format(date, { month: 'long', day: 'numeric' }),
  date_short: (date) => format(date, SHORT),
  date_short_pretty: (date) => nearDay(date) ?? format(date, SHORT),
  date_long: (date) => format(date, { weekday: 'long', ...LONG }),
  date_long_pretty: (date) => nearDay(date) ?? format(date, { weekday: 'long', ...LONG }),
  date_long_full: (date) => format(date, LONG),
  time: (date) => format(date, CLOCK),
  time_secs: (date) => format(date, { ...CLOCK, second: '2-digit' }),
  ago,
};

/** Fills every time under `root`. Called again for what says "ago". @param {ParentNode} root */
export function fillTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const { at, ago: since, date, format: tokens } = time.dataset;
    const when = new Date(Number(at ?? since ?? date) * 1_000);
    if (Number.isNaN(when.getTime())) continue;
    time.dateTime = when.toISOString();
    time.title = when.toLocaleString();
    if (at) time.textContent = format(when, CLOCK);
    else if (since) time.textContent = ago(when);
    else if (tokens)
      time.textContent = tokens.replace(/\{(\w+)\}/g, (token, name) => TOKENS[name]?.(when) ?? token);
  }
}

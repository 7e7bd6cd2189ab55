// Dates, days and sizes in words. Deadlines are instants and shown in the reader's time zone; calendar days stay as they are.
const locale = 'en-GB';

const moment = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' });
const calendarDay = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** An instant with its time and zone. */
export function momentOf(instant: string): string {
  return moment.format(new Date(instant));
}

/** An instant's day. */
export function dateOf(instant: string): string {
  return date.format(new Date(instant));
}

/** A day without a time, such as `2026-12-31`. */
export function calendarDayOf(day: string): string {
  return calendarDay.format(new Date(`${day}T00:00:00Z`));
}

export function days(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

export function languageName(code: string): string {
  return languageNames.of(code) ?? code;
}

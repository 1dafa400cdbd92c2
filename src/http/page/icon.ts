import type { Level } from './headline.ts';

const COLOURS: Readonly<Record<Level, string>> = {
  bad: '#c62828',
  attention: '#b26a00',
  waiting: '#5b6675',
  good: '#2e7d4f',
};

const SHAPES: Readonly<Record<Level, string>> = {
  bad: 'M5 5l6 6M11 5l-6 6',
  attention: 'M8 4v5M8 11.5v.5',
  waiting: 'M4.5 8h.5M8 8h.5M11.5 8h.5',
  good: 'M4.5 8.5l2.5 2.5 4.5-5.5',
};

/** The icon of the browser's tab as a data URL: colour and shape say the level. */
export function iconUrl(level: Level): string {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="8" fill="${COLOURS[level]}"/><path d="${SHAPES[level]}" fill="none" stroke="#fff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(picture)}`;
}

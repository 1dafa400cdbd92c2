import { createHash } from 'node:crypto';
import { SCRIPT } from './script.ts';
import { STYLES } from './styles.ts';

const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * The headers of the page. The content security policy (W3C CSP level 3) lets the browser apply exactly the page's
 * own style sheet and script, by their hashes, and its icon, which is part of the page; nothing else is loaded,
 * run, framed or sent anywhere.
 */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src ${hash(STYLES)}`,
    `script-src ${hash(SCRIPT)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
  vary: 'accept-encoding',
};

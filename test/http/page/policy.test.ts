import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { PAGE_HEADERS } from '../../../src/http/page/policy.ts';
import { SCRIPT } from '../../../src/http/page/script.ts';
import { STYLES } from '../../../src/http/page/styles.ts';

it('allows the one style sheet and the one script, and nothing unsafe', () => {
  const policy = PAGE_HEADERS['content-security-policy'] ?? '';
  for (const text of [STYLES, SCRIPT]) {
    expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  expect(policy).not.toContain('http');
});

it('keeps style sheet and script inside their elements and loads nothing', () => {
  expect(STYLES + SCRIPT).not.toMatch(/<\/|@import|url\(|https?:/);
});

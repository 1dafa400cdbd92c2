import { expect, it } from 'vitest';
import { placeInWords } from '../../../src/http/page/place.ts';

it.each([
  [{ path: '/etc/nginx/tls.crt' }, '/etc/nginx/tls.crt'],
  [{ path: '/etc/app.jks', entry: 'tomcat' }, '/etc/app.jks, entry tomcat'],
  [
    { object_kind: 'Secret', object_namespace: 'shop', object_name: 'web', object_key: 'tls.crt' },
    'Secret shop/web, tls.crt',
  ],
  [{ object_kind: 'APIService', object_name: 'v1.x' }, 'APIService v1.x'],
  [{ object_kind: 'Secret', object_namespace: 'shop' }, 'object kind Secret, object namespace shop'],
  [{}, ''],
])('%o is %s', (location, words) => {
  expect(placeInWords(location)).toBe(words);
});

import { expect, it } from 'vitest';
import { placeInWords } from '../../../src/http/page/place.ts';

it.each([
  [{ path: '/etc/nginx/tls.crt' }, '/etc/nginx/tls.crt'],
  [{ path: '/etc/app.jks', entry: 'tomcat' }, '/etc/app.jks, entry tomcat'],
  [{ object_name: 'web', object_namespace: 'shop' }, 'object namespace shop, object name web'],
  [{}, ''],
])('%o is %s', (location, words) => {
  expect(placeInWords(location)).toBe(words);
});

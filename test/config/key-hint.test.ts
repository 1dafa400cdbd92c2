import { describe, expect, it } from 'vitest';
import { keyHint } from '../../src/config/key-hint.ts';
import { configKeys } from '../../src/config/keys.ts';

const KNOWN = configKeys();

describe('keyHint', () => {
  it.each<[readonly PropertyKey[], string]>([
    [['source'], ' (did you mean sources?)'],
    [['sources', 0, 'includes'], ' (did you mean include?)'],
    [['sources', 3, 'inculde'], ' (did you mean include?)'],
    [['scan', 'intervall'], ' (did you mean interval?)'],
    [['sources', 0, 'excludePaths'], ' (did you mean exclude?)'],
    [['sources', 0, 'path'], ' (did you mean include?)'],
    [['handshake', 'modules', 'p', 'insecure_skip_verify'], ' (did you mean verify?)'],
    [['handshake', 'modules', 'interval', 'serverName'], ' (did you mean server_name?)'],
    [['handshake', 'targets', 0, 'host'], ' (did you mean target?)'],
    [['sources', 0, 'objects', 1, 'label_selector'], ' (did you mean selector?)'],
  ])('%j: the key at this place that was meant', (path, hint) => {
    expect(keyHint(path, KNOWN)).toBe(hint);
  });

  it.each<[readonly PropertyKey[], string]>([
    [['modules'], ' (did you mean handshake.modules?)'],
    [['targets'], ' (did you mean handshake.targets?)'],
    [['listen'], ' (did you mean web.listen?)'],
  ])('%j: the one place where a key of this name belongs', (path, hint) => {
    expect(keyHint(path, KNOWN)).toBe(hint);
  });

  it('says nothing of a key that belongs to many places, or to another type of source', () => {
    expect(keyHint(['interval'], KNOWN)).toBe('');
    expect(keyHint(['sources', 0, 'include'], KNOWN)).toBe('');
    expect(keyHint(['colour'], KNOWN)).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cli/command.ts';
import { parse } from '../../src/cli/parse.ts';
import {
  CERTIFICATE_FLAGS,
  choiceFlag,
  durationFlag,
  flagSettings,
  readConfig,
} from '../../src/cli/settings-flags.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const command: Command = {
  name: 'demo',
  summary: '',
  flags: [
    ...CERTIFICATE_FLAGS,
    { name: 'scan.interval', value: 'DURATION', help: '' },
    { name: 'web.listen-address', value: 'ADDRESS', repeatable: true, help: '' },
    { name: 'log.level', value: 'LEVEL', help: '' },
    { name: 'shard', value: 'INDEX/COUNT', help: '' },
  ],
  run: async () => 0,
};
const args = (...argv: string[]) => parse(command, argv);

describe('flagSettings', () => {
  it('reads the arguments of the DaemonSet in the field, quotes and doubled backslash literal', () => {
    const settings = flagSettings(
      args(
        '--certificates-dir=/etc/ssl/certs/',
        '--certificates-regex=".*\\\\.crt$"',
        '--web.listen-address=:9201',
      ),
    );
    expect(settings).toEqual({ directories: ['/etc/ssl/certs/'], regex: /.*\.crt$/, listen: [':9201'] });
  });

  it('says nothing of what was not given', () => {
    expect(flagSettings(args())).toEqual({});
  });

  it.each([
    ['--scan.interval=fast', '--scan.interval: expected a duration such as 30s, 5m, 72h or 7d, got "fast"'],
    ['--scan.interval=0s', '--scan.interval: expected an interval between 1s and 24d'],
    ['--scan.interval=25d', '--scan.interval: expected an interval between 1s and 24d'],
    ['--certificates-regex=*', '--certificates-regex: expected a regular expression:'],
    [
      '--certificates-dir=certs',
      '--certificates-dir: expected an absolute path, one that begins with /, got "certs"',
    ],
    ['--certificates-glob=*.crt', '--certificates-glob: expected an absolute path'],
    ['--root=host', '--root: expected an absolute path'],
    ['--log.level=loud', '--log.level: expected debug or info or warn or error, got "loud"'],
  ])('refuses %s', (flag, message) => {
    expect(() => flagSettings(args(flag))).toThrow(message);
  });
});

describe('durationFlag and choiceFlag', () => {
  it('give nothing for a flag that was not given', () => {
    expect(durationFlag(args(), 'scan.interval')).toBeUndefined();
    expect(choiceFlag(args(), 'log.level', ['a', 'b'])).toBeUndefined();
  });
});

describe('readConfig', () => {
  it('names a configuration file that is not there', async () => {
    await expect(readConfig(args('--config.file=/nowhere.yml'))).rejects.toThrow(
      'cannot read the configuration file /nowhere.yml: there is no such file (ENOENT)',
    );
  });

  it('does without a file', async () => {
    const { sources } = await readConfig(args('--certificates-glob=/etc/x/*.crt'));
    expect(sources).toMatchObject([{ name: 'flags', include: ['/etc/x/*.crt'] }]);
  });
});

describe('--preset', () => {
  it('is a name of the list, as often as you like', () => {
    expect(flagSettings(args('--preset=kubeadm', '--preset', 'letsencrypt')).presets).toEqual([
      'kubeadm',
      'letsencrypt',
    ]);
  });

  it('says which there are', () => {
    expect(() => flagSettings(args('--preset=kubeadmin'))).toThrow(
      /^--preset: expected letsencrypt or .* or openshift, got "kubeadmin" \(did you mean kubeadm\?\)$/,
    );
  });
});

describe('the share of a replica', () => {
  const YAML = 'shard: { index: auto, count: 3 }\nhandshake: { targets: [{ target: "a:1" }] }';
  const shardOf = async (share: 'own' | 'whole', ...argv: string[]) => {
    const given = args(`--config.file=${temporaryFile('config.yml', YAML)}`, ...argv);
    return (await readConfig(given, flagSettings(given), share)).handshake?.shard;
  };

  it('is that of the one that serves, and a flag wins over the file', async () => {
    expect(await shardOf('own', '--shard=1/2')).toEqual({ index: 1, count: 2 });
  });

  it('is no matter of whoever asks once: that one sees the whole, from any machine', async () => {
    expect(await shardOf('whole')).toEqual({ index: 0, count: 1 });
  });

  it.each(['3/3', 'x', 'auto'])('is refused where it is none: %s', async (text) => {
    await expect(shardOf('own', `--shard=${text}`)).rejects.toThrow(
      `--shard: expected INDEX/COUNT such as 0/3, or auto/COUNT in a StatefulSet, got "${text}"`,
    );
  });
});

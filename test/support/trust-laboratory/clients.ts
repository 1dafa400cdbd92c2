import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Runtime } from '../../../src/model/trust.ts';

/** A real program that asks for an address as anybody's program would, with nothing said about trust. */
export interface Client {
  readonly runtime: Runtime;
  /** The installation that this is, by the beginning of its path. */
  readonly installation: string;
  readonly command: readonly string[];
  /** What it gets on its standard input. */
  readonly input?: (path: string) => string;
}

const PYTHON = 'import sys, urllib.request\nurllib.request.urlopen(sys.argv[1], timeout=20)';
const REQUESTS = 'import sys, requests\nrequests.get(sys.argv[1], timeout=20)';
const RUBY = 'require "net/http"; Net::HTTP.get(URI(ARGV[0]))';
const NODE = 'await fetch(process.argv[1])';
const JAVA = `public class Ask {
  public static void main(String[] arguments) throws Exception {
    ((java.net.HttpURLConnection) new java.net.URL(arguments[0]).openConnection()).getResponseCode();
  }
}`;
const GO = `package main
import ("net/http"; "os")
func main() { if _, err := http.Get(os.Args[1]); err != nil { println(err.Error()); os.Exit(1) } }
`;

/** The programs of the laboratory; those of Go and Java are built in a folder. The address is the last argument. */
export function clients(folder: string): readonly Client[] {
  writeFileSync(join(folder, 'Ask.java'), JAVA);
  execFileSync('javac', ['-nowarn', '-d', folder, join(folder, 'Ask.java')], { stdio: 'ignore' });
  writeFileSync(join(folder, 'ask.go'), GO);
  execFileSync('go', ['build', '-o', join(folder, 'ask'), join(folder, 'ask.go')], {
    env: { ...process.env, GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return [
    {
      runtime: 'openssl',
      installation: '/',
      command: [
        'openssl',
        's_client',
        '-quiet',
        '-ign_eof',
        '-verify_return_error',
        '-servername',
        'localhost',
        '-connect',
      ],
      input: (path) => `GET /${path}/ HTTP/1.0\r\n\r\n`,
    },
    {
      runtime: 'curl',
      installation: '/usr/bin/curl',
      command: ['/usr/bin/curl', '-s', '-m', '20', '-o', '/dev/null'],
    },
    {
      runtime: 'wget',
      installation: '/usr/bin/wget',
      command: ['/usr/bin/wget', '-q', '-t', '1', '-T', '20', '-O', '/dev/null'],
    },
    { runtime: 'git', installation: '/usr/lib/git-core', command: ['/usr/bin/git', 'ls-remote'] },
    { runtime: 'python', installation: '/usr/bin/python3', command: ['/usr/bin/python3', '-c', PYTHON] },
    { runtime: 'requests', installation: '/usr/bin/python3', command: ['/usr/bin/python3', '-c', REQUESTS] },
    { runtime: 'ruby', installation: '/usr/lib', command: ['/usr/bin/ruby', '-e', RUBY] },
    { runtime: 'go', installation: 'any', command: [join(folder, 'ask')] },
    {
      runtime: 'java',
      installation: '/usr/lib/jvm',
      command: ['java', '-cp', folder, '-XX:TieredStopAtLevel=1', '-Xshare:auto', 'Ask'],
    },
    {
      runtime: 'node',
      installation: process.execPath,
      command: [process.execPath, '--input-type=module', '-e', NODE],
    },
  ];
}

/** Has a client ask for `https://localhost:port/path/` in an environment of its own; ends when it does. */
export async function ask(
  { command, input, runtime }: Client,
  port: number,
  path: string,
  environment: Readonly<Record<string, string>>,
  wrapper: readonly string[] = [],
): Promise<string> {
  const address = runtime === 'openssl' ? `127.0.0.1:${port}` : `https://localhost:${port}/${path}/`;
  const [program = '', ...rest] = [...wrapper, ...command, address];
  const child = spawn(program, rest, {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  // A program that gives up early does not read to the end.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input?.(path) ?? '');
  await once(child, 'close');
  return said;
}

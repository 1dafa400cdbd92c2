import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
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

/** What tells that a runtime is there to be asked, and the Debian package that has it. */
const CHECKS: Partial<Record<Runtime, readonly [check: string, package_: string]>> = {
  openssl: ['command -v openssl', 'openssl'],
  curl: ['command -v /usr/bin/curl', 'curl'],
  wget: ['command -v /usr/bin/wget', 'wget'],
  git: ['command -v /usr/bin/git', 'git'],
  python: ['command -v /usr/bin/python3', 'python3'],
  requests: ["/usr/bin/python3 -c 'import requests'", 'python3-requests'],
  ruby: ['command -v /usr/bin/ruby', 'ruby'],
  go: ['command -v go', 'golang-go'],
  java: ['command -v javac && command -v keytool', 'default-jdk-headless'],
};

/**
 * For `it.skipIf`: true where a runtime is not installed, said aloud. In CI (`CI` is set) it is never true: there the
 * tests run, and fail with the reason.
 */
export function cannotAsk(runtime: Runtime): boolean {
  const check = CHECKS[runtime];
  if (process.env['CI'] || check === undefined) return false;
  if (spawnSync('sh', ['-c', check[0]], { stdio: 'ignore' }).status === 0) return false;
  process.stderr.write(`\nSKIPPED: tests of ${runtime}, because ${check[1]} is not installed.\n\n`);
  return true;
}

/** How a runtime is asked; a program that has to be built is built in a folder. The address is the last argument. */
export function clientOf(runtime: Runtime, folder: string): Client {
  switch (runtime) {
    case 'openssl': {
      const options = ['-quiet', '-ign_eof', '-verify_return_error', '-servername', 'localhost'];
      return {
        runtime,
        installation: '/',
        command: ['openssl', 's_client', ...options, '-connect'],
        input: (path) => `GET /${path}/ HTTP/1.0\r\n\r\n`,
      };
    }
    case 'curl':
      return simple(runtime, '/usr/bin/curl', ['/usr/bin/curl', '-s', '-m', '20', '-o', '/dev/null']);
    case 'wget':
      return simple(runtime, '/usr/bin/wget', [
        '/usr/bin/wget',
        '-q',
        '-t',
        '1',
        '-T',
        '20',
        '-O',
        '/dev/null',
      ]);
    case 'git':
      return simple(runtime, '/usr/lib/git-core', ['/usr/bin/git', 'ls-remote']);
    case 'python':
      return simple(runtime, '/usr/bin/python3', ['/usr/bin/python3', '-c', PYTHON]);
    case 'requests':
      return simple(runtime, '/usr/bin/python3', ['/usr/bin/python3', '-c', REQUESTS]);
    case 'ruby':
      return simple(runtime, '/usr/lib', ['/usr/bin/ruby', '-e', RUBY]);
    case 'go':
      return simple(runtime, 'any', [buildGo(folder)]);
    case 'java':
      return simple(runtime, '/', ['java', '-XX:TieredStopAtLevel=1', '-cp', buildJava(folder), 'Ask']);
    case 'node':
      return simple(runtime, process.execPath, [process.execPath, '--input-type=module', '-e', NODE]);
    default:
      throw new TypeError(`no program stands for ${runtime}`);
  }
}

function simple(runtime: Runtime, installation: string, command: readonly string[]): Client {
  return { runtime, installation, command };
}

function buildGo(folder: string): string {
  const program = join(folder, 'ask');
  if (existsSync(program)) return program;
  writeFileSync(join(folder, 'ask.go'), GO);
  execFileSync('go', ['build', '-o', program, join(folder, 'ask.go')], {
    env: { ...process.env, GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return program;
}

function buildJava(folder: string): string {
  if (existsSync(join(folder, 'Ask.class'))) return folder;
  writeFileSync(join(folder, 'Ask.java'), JAVA);
  execFileSync('javac', ['-nowarn', '-d', folder, join(folder, 'Ask.java')], { stdio: 'ignore' });
  return folder;
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
  const [program, ...rest] = [...wrapper, ...command, address];
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

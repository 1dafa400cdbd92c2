import { Agent, get } from 'node:http';
import { BenchError } from '../bench-error.ts';

/** How long one answer may take, in milliseconds. */
const TIMEOUT = 10_000;

/** Asks a prober for one target so many times, some at a time, over connections that are kept. @throws BenchError */
export async function probeMany(
  origin: string,
  query: string,
  count: number,
  concurrency: number,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  let left = count;
  const oneAfterTheOther = async (): Promise<void> => {
    while (left-- > 0) {
      const text = await ask(agent, `${origin}/probe?${query}`);
      if (!/^probe_success 1$/m.test(text))
        throw new BenchError(`${query}: ${text.slice(0, 200) || 'no answer'}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, oneAfterTheOther));
  } finally {
    agent.destroy();
  }
}

function ask(agent: Agent, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, timeout: TIMEOUT }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new BenchError(`${url}: no answer in time`)));
    request.on('error', reject);
  });
}

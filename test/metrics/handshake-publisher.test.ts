import { expect, it, onTestFinished } from 'vitest';
import { HandshakePublisher, type HandshakePublisherOptions } from '../../src/metrics/handshake-publisher.ts';
import type { HandshakeState } from '../../src/model/handshake-state.ts';
import { stateOf, succeeded, targetNamed } from '../support/handshake-results.ts';
import { handshakesOf } from '../support/handshake-shards.ts';
import { plainText } from '../support/rendered.ts';

const FOREVER = 2 ** 31 - 1;

function publishing(options: Partial<HandshakePublisherOptions> = {}) {
  let state = handshakesOf();
  let reads = 0;
  const read = (): HandshakeState => {
    reads += 1;
    return state;
  };
  const onError = (error: unknown): void => expect.fail(String(error));
  const publisher = new HandshakePublisher({ read, minimumInterval: 0, onError, ...options });
  onTestFinished(() => publisher.close());
  const change = (name: string): void => {
    state = handshakesOf(stateOf(succeeded({ target: targetNamed(`${name}:443`) })));
    publisher.changed();
  };
  const text = (): Promise<string> => plainText(publisher.current.segments.text);
  return { publisher, change, text, reads: () => reads };
}

it('says nothing in the beginning', async () => {
  const { publisher, text } = publishing();
  expect(publisher.current.state.shards).toEqual([]);
  expect(await text()).toBe('');
});

it('publishes state and text of every format together', async () => {
  const { publisher, change, text } = publishing();
  change('a');
  expect(await text()).toBe('');
  await publisher.settled();
  expect(await text()).toContain('target="a:443"');
  expect(await plainText(publisher.current.segments.openmetrics)).toContain(
    '# TYPE tls_handshake_attempts counter',
  );
  expect(publisher.current.state.shards[0]?.states[0]?.target.target).toBe('a:443');
});

it('renders thousands of changes in one moment once', async () => {
  const { publisher, change, text, reads } = publishing();
  for (let index = 0; index < 5000; index++) change(`host${index}`);
  await publisher.settled();
  expect(await text()).toContain('target="host4999:443"');
  expect(reads()).toBeLessThanOrEqual(2);
});

it('waits between renderings, and does not wait to close', async () => {
  const { publisher, change, text, reads } = publishing({ minimumInterval: FOREVER });
  change('a');
  await expect.poll(text).toContain('a:443');
  change('b');
  for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
  expect(reads()).toBe(1);
  await publisher.close();
  change('c');
  await publisher.settled();
  expect(await text()).toContain('a:443');
});

it('keeps the last publication and says so when rendering fails', async () => {
  const errors: unknown[] = [];
  let isBroken = false;
  const { publisher, change, text } = publishing({ onError: (error) => errors.push(error) });
  change('a');
  await publisher.settled();
  const broken = new HandshakePublisher({
    read: () => {
      isBroken = true;
      throw new Error('a defect');
    },
    minimumInterval: 0,
    onError: (error) => errors.push(error),
  });
  broken.changed();
  await broken.settled();
  expect([isBroken, errors]).toEqual([true, [new Error('a defect')]]);
  expect(await text()).toContain('a:443');
});

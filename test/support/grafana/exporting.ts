import { App } from '../../../src/app.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';

/** Starts a real exporter with a configuration, in this process; `host:port`. It ends with the stack. */
export async function exporting(stack: AsyncDisposableStack, written: object): Promise<string> {
  const text = JSON.stringify({ log: { level: 'error' }, web: { listen: ['127.0.0.1:0'] }, ...written });
  const config = resolveConfig(parseConfig(text, 'test.yml'), {});
  const app = new App({ config, loadConfig: () => config });
  stack.defer(() => app.stop());
  await app.start();
  return new URL(app.urls[0] ?? '').host;
}

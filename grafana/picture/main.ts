// `npm run screenshots -- dashboard`: the dashboard as Grafana's own components draw it, from the file that people import
// and the answers of a real Prometheus, in the browser that this machine has.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../test/support/browser.ts';
import { DASHBOARD } from '../../test/support/grafana/classic-dashboard.ts';
import { askAll, askMarks } from './ask.ts';
import { bundlePage, installPackages } from './bundle.ts';
import { laboratory } from './demo/laboratory.ts';
import { draw } from './draw.ts';
import { PICTURES } from './pictures.ts';
import { shrink } from './shrink.ts';

const IMAGES = join(import.meta.dirname, '../../docs/images');
const DAY = 86_400;
const say = (text: string): void => void process.stdout.write(`${text}\n`);

installPackages();
await using stack = new AsyncDisposableStack();
say('Starting exporters and a Prometheus with a day behind it …');
const url = await laboratory(stack);
say('Asking every query of every panel …');
const to = Math.ceil(Date.now() / 1000);
const time = { from: to - DAY, to };
const answers = await askAll(url, time);
const marks = await askMarks(url, time);
say('Drawing …');
const bundle = await bundlePage();
const browser = await launchBrowser();
stack.defer(() => browser.close());
mkdirSync(IMAGES, { recursive: true });
for (const { file, ...what } of PICTURES) {
  const drawing = { dashboard: DASHBOARD, time, answers, marks, width: 1600, ...what };
  const image = shrink(await draw(browser, bundle, drawing));
  writeFileSync(join(IMAGES, file), image);
  say(`docs/images/${file}: ${Math.round(image.length / 1024)} KiB`);
}
await stack.disposeAsync();
process.exit(0);

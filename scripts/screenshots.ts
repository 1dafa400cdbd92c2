// `npm run screenshots`: the picture of the page. `npm run screenshots -- dashboard`: those of the dashboard, for which
// Grafana's packages are installed into grafana/picture first. What is drawn goes to docs/images/.
const [what = 'page', ...more] = process.argv.slice(2);

if (more.length > 0 || (what !== 'page' && what !== 'dashboard')) {
  process.stderr.write('npm run screenshots, with -- page or -- dashboard\n');
  process.exit(2);
}
await import(what === 'page' ? './screenshots/page.ts' : '../grafana/picture/main.ts');

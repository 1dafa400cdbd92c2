// Ends with one clear line where Node is older than package.json's "engines" asks for. Written in old syntax
// on purpose. `npm ci` brings a Node that is new enough as the development dependency "node"; this line is
// seen only where its install script could not run.
'use strict';
var required = require('../package.json').engines.node.replace('>=', '');
var want = required.split('.').map(Number);
var have = process.versions.node.split('.').map(Number);
if (have[0] < want[0] || (have[0] === want[0] && have[1] < want[1])) {
  process.stderr.write(
    'tls-cert-exporter needs Node.js ' +
      required +
      ' or newer, and this is ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '). In a checkout "npm ci" brings the right one and "npm start -- ARGUMENTS" takes it; ' +
      'where npm runs no install scripts, "npm rebuild node" brings it.\n',
  );
  process.exit(1);
}

#!/usr/bin/env node
// Plain CommonJS in old syntax: this file has to run on a Node that is too old, to say so in one line.
'use strict';
require('../scripts/require-node.cjs');
require('../scripts/end-with-npm.cjs');
void import('../src/main.ts');

import type { Runtime } from '../../model/trust.ts';
import { botocore } from './botocore.ts';
import type { RuntimeRule } from './choice.ts';
import { curl } from './curl.ts';
import { git } from './git.ts';
import { gnutls } from './gnutls.ts';
import { go } from './go.ts';
import { java } from './java.ts';
import { nix } from './nix.ts';
import { node } from './node.ts';
import { openssl } from './openssl.ts';
import { pip } from './pip.ts';
import { python } from './python.ts';
import { requests } from './requests.ts';
import { ruby } from './ruby.ts';
import { rustls } from './rustls.ts';
import { wget } from './wget.ts';

/** The rule of every runtime, by its name. */
export const RULE_OF: { readonly [Name in Runtime]: RuntimeRule } = {
  botocore,
  curl,
  git,
  gnutls,
  go,
  java,
  nix,
  node,
  openssl,
  pip,
  python,
  requests,
  ruby,
  rustls,
  wget,
};

/** All rules, in the order of their names. */
export const RUNTIME_RULES: readonly RuntimeRule[] = Object.values(RULE_OF);

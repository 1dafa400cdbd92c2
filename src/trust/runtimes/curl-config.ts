import type { Surroundings } from './choice.ts';

/** What curl's own configuration says of anchors. */
export interface CurlTrust {
  readonly cacert?: string;
  readonly capath?: string;
}

/**
 * Reads the first configuration file that curl finds: `.curlrc` in CURL_HOME, XDG_CONFIG_HOME or HOME, else `curlrc` in
 * the `.config` of one of them (tool_findfile.c). In XDG_CONFIG_HOME it looks for `curlrc` since it has learned that this
 * is the custom there. In the file the last word counts.
 */
export function curlTrust({ host, environment }: Pick<Surroundings, 'host' | 'environment'>): CurlTrust {
  const { CURL_HOME, XDG_CONFIG_HOME, HOME } = environment;
  const candidates = [
    CURL_HOME && `${CURL_HOME}/.curlrc`,
    XDG_CONFIG_HOME && `${XDG_CONFIG_HOME}/.curlrc`,
    XDG_CONFIG_HOME && `${XDG_CONFIG_HOME}/curlrc`,
    HOME && `${HOME}/.curlrc`,
    !XDG_CONFIG_HOME && CURL_HOME && `${CURL_HOME}/.config/curlrc`,
    !XDG_CONFIG_HOME && HOME && `${HOME}/.config/curlrc`,
  ];
  const path = candidates.find((each) => each && host.kind(each) === 'file');
  const bytes = path ? host.read(path) : '';
  return typeof bytes === 'string' ? {} : parse(bytes.toString('utf8'));
}

function parse(text: string): CurlTrust {
  const found: { -readonly [Key in keyof CurlTrust]: CurlTrust[Key] } = {};
  for (const line of text.split('\n')) {
    // Behind an option without dashes there may be `=` or `:`.
    const setting = /^\s*(?:--(cacert|capath)\s+|(cacert|capath)[\s=:]+)(?:"((?:[^"\\]|\\.)*)"?|(\S+))/.exec(
      line,
    );
    const name = (setting?.[1] ?? setting?.[2]) as keyof CurlTrust | undefined;
    if (name !== undefined) found[name] = setting?.[3]?.replaceAll(/\\(.)/g, '$1') ?? setting?.[4] ?? '';
  }
  return found;
}

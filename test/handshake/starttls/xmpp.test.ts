import { expect, it } from 'vitest';
import { attemptStartTls } from '../../support/attempt-starttls.ts';
import { hear, say } from '../../support/scripted-server.ts';
import { XMPP_HEADER, XMPP_TLS } from '../../support/starttls-scripts.ts';

const opened = (text: string) => [hear('<stream:stream '), say(`${XMPP_HEADER}${text}`)];
const offered = (text: string) => [
  ...opened(`<stream:features><starttls ${XMPP_TLS}/></stream:features>`),
  hear('<starttls '),
  say(text),
];

it('asks for the server by its name, whatever is in it', async () => {
  const { sent } = await attemptStartTls('xmpp', opened('</stream:stream>'), {
    serverName: `a'b<c>&"\u00e9`,
  });
  expect(sent).toContain(` to='a&#39;b&#60;c&#62;&#38;&#34;&#233;' `);
});

it.each([
  [
    'a host that is not served',
    opened(
      `<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`,
    ),
    'refused the stream: "host-unknown".',
  ],
  ['the end of the stream', opened('</stream:stream>'), 'refused the stream: "</stream:stream>".'],
  [
    'features without TLS',
    opened('<stream:features><mechanisms><mechanism>PLAIN</mechanism></mechanisms><bind/></stream:features>'),
    'does not offer starttls; it offers "mechanisms bind".',
  ],
  ['no features', opened('<stream:features/>'), 'does not offer starttls; it offers nothing.'],
  [
    'a starttls deep inside another feature',
    opened(`<stream:features><x><starttls ${XMPP_TLS}/></x></stream:features>`),
    'does not offer starttls; it offers "x".',
  ],
  [
    'a starttls of another namespace',
    opened(`<stream:features><starttls xmlns='urn:example'/></stream:features>`),
    'does not offer starttls; it offers "starttls".',
  ],
  [
    'a failure',
    offered(`<failure ${XMPP_TLS}/></stream:stream>`),
    `refused starttls: "<failure ${XMPP_TLS}/>".`,
  ],
  [
    'an error',
    offered('<stream:error><policy-violation/><text>no &gt; no</text></stream:error>'),
    'refused starttls: "policy-violation".',
  ],
])('%s is TLS refused', async (_name, steps, detail) => {
  expect(await attemptStartTls('xmpp', steps)).toMatchObject({
    outcome: 'starttls_unsupported',
    detail: `The server ${detail}`,
  });
});

it.each([
  ['an open and a close tag', `<proceed ${XMPP_TLS}></proceed>`],
  ['a prefix', "<tls:proceed xmlns:tls='urn:ietf:params:xml:ns:xmpp-tls' />"],
])('takes a go-ahead with %s', async (_name, text) => {
  expect(await attemptStartTls('xmpp', offered(text))).toMatchObject({ outcome: 'go-ahead' });
});

it.each([
  ['another answer', offered('<message>hello</message>'), 'the answer to starttls is "<message>"'],
  ['another stanza in the place of the features', opened('<iq/>'), 'the stream features is "<iq/>"'],
  [
    'a page of the web',
    [hear('<stream'), say('<!DOCTYPE html><html>')],
    'the stream header is "<!DOCTYPE html>"',
  ],
  [
    'a stream that is over at once',
    [hear('<stream'), say('<stream:stream/>')],
    'header is "<stream:stream/>"',
  ],
])('%s is no XMPP', async (_name, steps, what) => {
  expect(await attemptStartTls('xmpp', steps)).toMatchObject({
    outcome: 'protocol_error',
    detail: expect.stringContaining(what),
  });
});

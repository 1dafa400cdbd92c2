import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { openCluster } from '../../../src/kubernetes/open-cluster.ts';
import { createChain } from '../../support/certificate-factory.ts';
import { httpProxy } from '../../support/http-proxy.ts';
import { scriptedApiServer } from '../../support/kubernetes/scripted-api-server.ts';
import { writtenKubeconfig } from '../../support/kubernetes/written-kubeconfig.ts';

const never = new AbortController().signal;

async function through(proxy: string) {
  const server = await scriptedApiServer();
  const cluster = openCluster({
    kubeconfig: writtenKubeconfig(
      { token: 'some' },
      {
        server: server.url,
        'certificate-authority-data': Buffer.from(server.authority).toString('base64'),
        'proxy-url': proxy,
      },
    ),
  });
  onTestFinished(async () => {
    cluster.close();
    await server[Symbol.asyncDispose]();
  });
  return { server, client: cluster.client };
}

it('says nothing of the password that a proxy refuses', async () => {
  await using proxy = await httpProxy({ credentials: 'u:other' });
  const { client } = await through(`http://u:hunter2@127.0.0.1:${proxy.port}`);
  await expect(client.get('/x', never)).rejects.toThrow(
    expect.objectContaining({
      message: `Cannot ask the API server ${client.server}: the proxy opens no tunnel to it (ERR_PROXY_TUNNEL).`,
    }),
  );
});

it('tells no proxy anything whose certificate nobody knows, and says that it may be the proxy', async () => {
  const chain = createChain({ sans: ['DNS:localhost'] });
  await using proxy = await httpProxy({ chain });
  const { client } = await through(`https://localhost:${proxy.port}`);
  await expect(client.get('/x', never)).rejects.toThrow('or the certificate of the proxy is meant');
  expect(proxy.asked).toEqual([]);
});

it('goes through a proxy that speaks TLS itself', async () => {
  const chain = createChain({ sans: ['DNS:localhost'] });
  const before = getCACertificates('default');
  setDefaultCACertificates([chain.root.pem]);
  onTestFinished(() => setDefaultCACertificates(before));
  await using proxy = await httpProxy({ chain });
  const { client, server } = await through(`https://localhost:${proxy.port}`);
  const asked = client.get('/x', never);
  (await server.next()).answer(200, 'ok');
  expect((await asked).status).toBe(200);
  expect(proxy.asked).toEqual([`127.0.0.1:${server.port}`]);
  for await (const piece of (await asked).body) expect(piece.toString()).toBe('ok');
});

import { startExporter } from '../bundle.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { temporaryFile } from '../temporary-file.ts';
import { CA, faulty, listen, served, serving } from './served.ts';

export interface FlappingHost {
  readonly exporter: ListeningProcess;
  readonly port: number;
  /** From now on the server answers only every second time. */
  readonly begin: () => void;
  readonly mend: () => void;
}

/**
 * A host that dials each second a server which, once it is told to, answers only every second time, as a name does of
 * which one of two servers is broken.
 */
export async function flappingHost(): Promise<FlappingHost> {
  let connections = 0;
  let hasBegun = false;
  const { server, mend } = faulty(serving(served('served now and then', 60, 90)), (socket, answer) => {
    if (hasBegun) connections += 1;
    if (connections % 2 === 1) socket.destroy();
    else answer();
  });
  const port = await listen(server);
  const config = {
    sources: [],
    handshake: {
      interval: '1s',
      modules: { default: { ca_file: temporaryFile('ca.pem', CA.pem) } },
      targets: [{ target: `localhost:${port}` }],
    },
  };
  const exporter = await startExporter([
    `--config.file=${temporaryFile('config.yml', JSON.stringify(config))}`,
  ]);
  const begin = (): void => {
    hasBegun = true;
  };
  return { exporter, port, begin, mend };
}

import { startExporter } from '../bundle.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { temporaryFile } from '../temporary-file.ts';
import { CA, faulty, listen, served, serving } from './served.ts';

export interface FlappingHost {
  readonly exporter: ListeningProcess;
  readonly port: number;
  readonly mend: () => void;
}

/** A host that dials each second a server which answers only every second time, as a name does of which one of two is broken. */
export async function flappingHost(): Promise<FlappingHost> {
  let connections = 0;
  const { server, mend } = faulty(serving(served('served now and then', 60, 90)), (socket, answer) => {
    connections += 1;
    if (connections % 2 === 0) socket.destroy();
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
  return { exporter, port, mend };
}

import { expect, it } from 'vitest';
import { buildInfoFamilies } from '../../src/metrics/build-info.ts';
import { renderFamily } from '../../src/metrics/text.ts';
import { snapshotOf } from '../support/snapshot.ts';

it('says what was built and what runs it', () => {
  const text = buildInfoFamilies.map((family) => renderFamily(family, snapshotOf(), 'text')).join('');
  expect(text).toContain(
    'tls_cert_exporter_build_info{version="1.2.3",revision="abcdef0",node_version="v26.0.0"} 1\n',
  );
});

/** What is drawn into `docs/images/`: rows by their titles, `open` those that are closed otherwise. */
export const PICTURES = [
  { file: 'dashboard.png', open: [], only: ['Health', 'Expiry', 'Lifetime'] },
  { file: 'dashboard-handshakes.png', open: [], only: ['Handshakes', 'Served against stored'] },
  {
    file: 'dashboard-trust.png',
    open: ['Trust', 'Rotations', 'Revocation lists'],
    only: ['Trust', 'Rotations', 'Revocation lists'],
  },
  {
    file: 'dashboard-exporter.png',
    open: ['Kubernetes', 'The exporter'],
    only: ['Kubernetes', 'The exporter'],
  },
] as const;

import type { StartTlsProtocol } from '../../../src/model/handshake-module.ts';
import type { Daemon } from './daemon.ts';
import { DOVECOT, dovecot } from './dovecot.ts';
import { MARIADBD, mariadb } from './mariadb.ts';
import { NNRPD, nnrpd } from './nnrpd.ts';
import { POSTFIX_MASTER, postfix } from './postfix.ts';
import { POSTGRES, postgresql } from './postgresql.ts';
import { PROSODY, prosody } from './prosody.ts';
import { SLAPD, slapd } from './slapd.ts';
import { VSFTPD, vsftpd } from './vsftpd.ts';

export interface DaemonKind {
  readonly name: string;
  /** The program; where the file is missing, the Debian packages are not installed. */
  readonly program: string;
  readonly packages: readonly string[];
  readonly protocols: readonly StartTlsProtocol[];
  /** Starts one, that can or cannot do TLS. */
  start(tls: boolean): Promise<Daemon>;
}

/** The real servers that the preludes are shown with. */
export const DAEMONS: readonly DaemonKind[] = [
  { name: 'Postfix', program: POSTFIX_MASTER, packages: ['postfix'], protocols: ['smtp'], start: postfix },
  {
    name: 'Dovecot',
    program: DOVECOT,
    packages: ['dovecot-imapd', 'dovecot-pop3d', 'dovecot-lmtpd', 'dovecot-managesieved'],
    protocols: ['imap', 'pop3', 'lmtp', 'sieve'],
    start: dovecot,
  },
  {
    name: 'PostgreSQL',
    program: POSTGRES,
    packages: ['postgresql'],
    protocols: ['postgres'],
    start: postgresql,
  },
  { name: 'MariaDB', program: MARIADBD, packages: ['mariadb-server'], protocols: ['mysql'], start: mariadb },
  { name: 'OpenLDAP', program: SLAPD, packages: ['slapd'], protocols: ['ldap'], start: slapd },
  {
    name: 'Prosody',
    program: PROSODY,
    packages: ['prosody', 'lua-sec'],
    protocols: ['xmpp'],
    start: prosody,
  },
  { name: 'vsftpd', program: VSFTPD, packages: ['vsftpd'], protocols: ['ftp'], start: vsftpd },
  { name: 'INN', program: NNRPD, packages: ['inn2'], protocols: ['nntp'], start: nnrpd },
];

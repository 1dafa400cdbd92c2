import { esmtpStartTls } from './esmtp.ts';
import type { StartTls } from './start-tls.ts';

/** LMTP: as SMTP, with LHLO in the place of EHLO (RFC 2033, section 4.1); STARTTLS as in RFC 3207. */
export const lmtp: StartTls = (conversation) => esmtpStartTls(conversation, 'LMTP', 'LHLO');

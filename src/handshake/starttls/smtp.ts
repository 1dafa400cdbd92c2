import { esmtpStartTls } from './esmtp.ts';
import type { StartTls } from './start-tls.ts';

/** SMTP: RFC 3207, section 4, over the greeting and EHLO of RFC 5321, sections 3.1 and 4.1.1.1. */
export const smtp: StartTls = (conversation) => esmtpStartTls(conversation, 'SMTP', 'EHLO');

/**
 * The hidden commands by which this program runs itself again in a child process. A file of their own, because what
 * starts first has to know them and should load nothing else.
 */

/** Reads what lies on network mounts. */
export const READ_FILES_COMMAND = 'read-files';

/** Looks at what the host trusts. */
export const LOOK_AT_TRUST_COMMAND = 'look-at-trust';

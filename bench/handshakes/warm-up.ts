/**
 * So many times the handshakes that are measured come before them. V8 compiles a function for speed after some thousand
 * calls of it, and goes on with that for some 18,000 handshakes; programs that are dialled with for months are not
 * measured in these.
 */
export const WARM_UP = 10;

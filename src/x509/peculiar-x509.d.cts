/**
 * A certificate in BER (X.690, 8) as @peculiar/x509 understands it, written anew in DER. Its dates are
 * not: where the library does not understand one it goes on with one of its own making, so both are the epoch.
 * @throws whatever the library throws at bytes that it does not understand.
 */
export declare function rewriteAsDer(bytes: Buffer): Buffer;

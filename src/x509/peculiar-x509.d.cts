/**
 * A certificate in BER (X.690, 8) as @peculiar/x509 understands it, written anew in DER.
 * @throws whatever the library throws at bytes that it does not understand.
 */
export declare function rewriteAsDer(bytes: Buffer): Buffer;

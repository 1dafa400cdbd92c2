/** `tls.key`, `server-key.pem`, `privkey.pem`, `ssh-privatekey`, `id_ed25519`, `key.der`. */
const PRIVATE_KEY_NAME =
  /(?:^|[._-])(?:key|privkey|private-?key|id_(?:rsa|dsa|ecdsa|ed25519))(?:\.(?:pem|der|txt))?$/i;

/**
 * Whether the key of a Secret is named as private keys are. The value of such a key is never looked at, whatever
 * patterns match it.
 */
export function isPrivateKeyName(key: string): boolean {
  return PRIVATE_KEY_NAME.test(key);
}

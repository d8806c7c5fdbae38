/** A value that only the key of this installation opens. */
export interface SealedSecret {
  /** Which key sealed it: a name derived from the key that tells nothing about it. */
  readonly key: string;
  /** 96 random bits, in base64url. */
  readonly nonce: string;
  /** Ciphertext and tag of AES-256-GCM, in base64url. */
  readonly sealed: string;
}

/** Everything that is stored for one account. */
export interface AccountData {
  /**
   * Deletes at most `most` followers with all that is theirs, and at the end the account's own data. Called again until
   * nothing is left; returns how many followers this call deleted.
   */
  deleteSome(account: string, most: number): Promise<DeletionStep>;
  /** Resolves when the deleted bytes are gone from the files, as far as the driver can do that. */
  erase(): Promise<void>;
  /** Forgets access token and capability, because the credentials changed. */
  forgetCredentials(account: string): Promise<void>;
}

/** What one step of a deletion did. */
interface DeletionStep {
  readonly deleted: number;
  readonly left: 'more' | 'none';
}

/** Collections that hold secrets: they are in a backup only when it has secrets, sealed by the passphrase. */
export const SECRET_COLLECTIONS: readonly string[] = ['console-users', 'bot-secrets'];

/** Collections that no backup holds: sessions and links that open the console, and leases of processes. */
export const PASSING_COLLECTIONS: readonly string[] = [
  ...['console-sessions', 'console-setup-codes', 'console-tries', 'folder-imports'],
];

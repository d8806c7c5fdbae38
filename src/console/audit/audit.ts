/** What is noted of one change: what was done, and to what. Never a secret value, never a follower's words. */
export interface AuditNote {
  /** A word for the kind of change, such as `settings.change`. */
  readonly action: string;
  /** What was changed, such as a setting's name. */
  readonly target: string;
  /** Short facts, such as the new value of a setting that is no secret. */
  readonly details?: Readonly<Record<string, string | number | boolean>>;
  /** Who did it, where the request had no session yet: at a sign-in. */
  readonly by?: string;
}

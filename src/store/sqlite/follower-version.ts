import type { FollowerId } from '../../turns/turn.ts';
import type { Session } from './session.ts';

/** Raises the version in an update of `followers`. It begins at the time, so that a follower who is stored anew has none that was there before. */
export const RAISED_VERSION = 'version = max(version + 1, :now)';

/** Returns the function that raises a follower's version, inside a write that changes what a decision may depend on. */
export function createVersionRaise({
  database,
  clock,
}: Pick<Session, 'database' | 'clock'>): (follower: FollowerId) => void {
  const raise = database.prepare(
    `UPDATE followers SET ${RAISED_VERSION} WHERE account = :account AND open_id = :openId`,
  );
  return (follower) => void raise.run({ now: clock.now(), ...follower });
}

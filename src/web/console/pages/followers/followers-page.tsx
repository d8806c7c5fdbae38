import { useAddress } from '../../routing/use-address.ts';
import { FollowerList } from './follower-list.tsx';
import { FollowerPage } from './follower-page.tsx';

/** The followers of the chosen account, or the one whose OpenID is in the address. */
export function FollowersPage() {
  const [openId] = useAddress().rest;
  return openId === undefined ? <FollowerList /> : <FollowerPage key={openId} openId={openId} />;
}

import type { Follower } from '../../../../console/followers/followers-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Button } from '../../parts/button.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from './texts.ts';

/** Blocks a follower, or takes the block back. */
export function BlockFollower(props: {
  readonly follower: Follower;
  readonly onChange: (follower: Follower) => void;
}) {
  const { follower, onChange } = props;
  const { openId, isBlocked } = follower;
  const t = useTexts(texts);
  const { account, say } = useConsole();
  const turn = async () => {
    const path = `followers/${encodeURIComponent(openId)}`;
    onChange(await patch<Follower>(path, { isBlocked: !isBlocked }, { account }));
    say(isBlocked ? t.isOpenAgain : t.isBlockedNow);
  };
  return (
    <Section title={t.blockTitle} intro={t.blockAbout}>
      <Button kind={isBlocked ? 'plain' : 'dangerous'} onPress={turn}>
        {isBlocked ? t.unblock : t.block}
      </Button>
    </Section>
  );
}

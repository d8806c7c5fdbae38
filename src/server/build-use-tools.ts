import type { AccountSettings } from '../accounts/account-settings.ts';
import type { Stage } from '../answering/answerer.ts';
import type { Tool } from '../answering/tool.ts';
import { createUseTools } from '../answering/stages/use-tools.ts';
import {
  createStepKeeper,
  keepNothing,
  TURN_STEPS,
  type StoredSteps,
} from '../answering/tools/turn-steps.ts';
import type { Capability } from '../delivery/capability.ts';
import type { Emitter } from '../events/event-bus.ts';
import type { Runtime } from '../runtime/runtime.ts';
import type { Store } from '../store/store.ts';

interface BuildUseToolsDeps extends Pick<Runtime, 'clock' | 'log'> {
  readonly tools: () => readonly Tool[];
  readonly store: Pick<Store, 'collections'>;
  readonly capability: Pick<Capability, 'customerService' | 'showTyping'>;
  readonly events: Emitter;
}

/** Builds the stage by which the models of an account use tools. */
export function buildUseTools(
  { tools: limits }: Pick<AccountSettings, 'tools'>,
  deps: BuildUseToolsDeps,
): Stage {
  const { tools, store, capability, clock, log, events } = deps;
  const records = store.collections.open<StoredSteps>(TURN_STEPS);
  return createUseTools({
    tools,
    steps: limits.steps,
    time: limits.time,
    // A store that is away is no reason to fail; the shorter time is safe.
    isSentLater: () =>
      capability.customerService().then(
        (known) => known === 'yes',
        () => false,
      ),
    createKeeper: ({ turnId: id, follower, fence }) =>
      fence === undefined
        ? keepNothing
        : createStepKeeper({ id, follower, fence }, { records, log }),
    showTyping: ({ openId }) => void capability.showTyping(openId).catch(() => {}),
    ...{ clock, log, events },
  });
}

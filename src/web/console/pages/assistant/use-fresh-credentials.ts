import type {
  AssistantAnswer,
  CredentialsAnswer,
} from '../../../../console/assistant/assistant-contract.ts';
import { useConsole, useMayChange } from '../../context.ts';
import { useLoad, type Load } from '../../hooks/use-load.ts';

/** The setting that locks token and key when the environment has it. */
export const TOKEN = 'WECHAT_TOKEN';

/** Loads token and key as long as they are shown; people who may not see them ask nothing. */
export function useFreshCredentials({
  locked,
}: Pick<AssistantAnswer, 'locked'>): Load<CredentialsAnswer> {
  const { account } = useConsole();
  const mayChange = useMayChange();
  const isAsked = mayChange && !locked.includes(TOKEN);
  return useLoad<CredentialsAnswer>(isAsked ? 'assistant/credentials' : undefined, { account });
}

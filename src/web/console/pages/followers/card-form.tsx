import type { Follower, FollowerChange } from '../../../../console/followers/followers-contract.ts';
import { patch } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { TextArea, TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Section } from '../../parts/section.tsx';
import { texts } from './texts.ts';

/** Note, tags and the follower's own limit. */
export function CardForm(props: {
  readonly follower: Follower;
  readonly onChange: (follower: Follower) => void;
}) {
  const { follower, onChange } = props;
  const t = useTexts(texts);
  const common = useConsole();
  const { note, tags, questionsPerDay, limits } = follower;
  return (
    <Section title={t.card}>
      <Form
        label={t.card}
        submit={common.texts.save}
        onSubmit={async (values) => {
          const limit = values['questionsPerDay'] ?? '';
          const change: FollowerChange = {
            note: values['note'] ?? '',
            tags: toTags(values['tags'] ?? ''),
            questionsPerDay: limit === '' ? null : Number(limit),
          };
          const path = `followers/${encodeURIComponent(follower.openId)}`;
          onChange(await patch<Follower>(path, change, { account: common.account }));
          common.say(common.texts.saved);
        }}
      >
        <TextArea
          label={t.note}
          hint={t.noteHint}
          name="note"
          value={note}
          rows={3}
          maxLength={200}
        />
        <TextField label={t.tags} hint={t.tagsHint} name="tags" value={tags.join('，')} />
        <TextField
          label={t.limit}
          hint={t.limitHint(limits.questionsPerDay)}
          name="questionsPerDay"
          type="number"
          min={0}
          max={100000}
          value={questionsPerDay === null ? '' : String(questionsPerDay)}
        />
      </Form>
    </Section>
  );
}

function toTags(text: string): string[] {
  const tags = text.split(/[,，、;；\n]/).map((tag) => tag.trim());
  return [...new Set(tags)].filter((tag) => tag !== '');
}

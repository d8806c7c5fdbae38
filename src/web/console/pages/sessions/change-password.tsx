import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Form } from '../../parts/form.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { Section } from '../../parts/section.tsx';
import { LEAST_PASSWORD } from '../../password-rule.ts';
import { texts } from './texts.ts';

/** Changes one's own password. */
export function ChangePassword(props: { readonly onChanged: () => void }) {
  const t = useTexts(texts);
  const { say, user } = useConsole();
  return (
    <Section title={t.password} intro={t.passwordAbout}>
      <Form
        submit={t.change}
        isEmptiedAfter
        onSubmit={async ({ current, password }) => {
          await post('password', { current, password });
          say(t.passwordChanged);
          props.onChanged();
        }}
      >
        {/* Password managers keep the password under this name. */}
        <input
          type="text"
          name="username"
          value={user?.name ?? ''}
          autoComplete="username"
          hidden
          readOnly
        />
        <PasswordField label={t.current} name="current" autoComplete="current-password" />
        <PasswordField
          label={t.newOne}
          name="password"
          autoComplete="new-password"
          minLength={LEAST_PASSWORD}
          hint={t.rule(LEAST_PASSWORD)}
        />
      </Form>
    </Section>
  );
}

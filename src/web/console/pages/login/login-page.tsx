import { useEffect } from 'preact/hooks';
import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { TextField } from '../../parts/field.tsx';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { go, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { texts } from './texts.ts';
import './login.css';

/** Signs a person in, and goes on to where they wanted. */
export function LoginPage() {
  const t = useTexts(texts);
  const { needsPassword, user } = useConsole();
  const wanted = useAddress().query.get('next') ?? '';
  // Another site may have made the link.
  const next = wanted.startsWith(pathTo()) ? wanted : pathTo();
  useEffect(() => {
    if (user) go(next, 'replace');
  }, [user, next]);

  if (needsPassword)
    return (
      <>
        <PageHead title={t.title} />
        <Notice title={t.noPassword}>{t.noPasswordAbout}</Notice>
        <pre>kuaihui console link</pre>
      </>
    );
  return (
    <>
      <PageHead title={t.title} />
      <Form
        submit={t.submit}
        onSubmit={async ({ name = '', password = '' }) => {
          await post('login', { name: name.trim(), password });
          go(next, 'load');
        }}
      >
        <TextField label={t.name} name="name" value="owner" autoComplete="username" required />
        <PasswordField label={t.password} name="password" autoComplete="current-password" />
      </Form>
      <details class="login-forgotten">
        <summary>{t.forgotten}</summary>
        <p>{t.forgottenAbout}</p>
        <pre>kuaihui console reset-password</pre>
      </details>
    </>
  );
}

import { useState } from 'preact/hooks';
import { post } from '../../api.ts';
import { useConsole, useTexts } from '../../context.ts';
import { Form } from '../../parts/form.tsx';
import { Notice } from '../../parts/notice.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { PasswordField } from '../../parts/password-field.tsx';
import { LEAST_PASSWORD } from '../../password-rule.ts';
import { go, pathTo } from '../../routing/address.ts';
import { useAddress } from '../../routing/use-address.ts';
import { texts } from './texts.ts';

/** Where the one-time link of the first start leads: sets the owner's password. */
export function SetupPage() {
  const t = useTexts(texts);
  const { needsPassword } = useConsole();
  const code = useAddress().query.get('code') ?? '';
  const [length, setLength] = useState(0);

  if (!needsPassword)
    return (
      <>
        <PageHead title={t.isSet} />
        <p>{t.isSetAbout}</p>
        <pre>kuaihui console reset-password</pre>
        <a class="button" href={pathTo('login')}>
          {t.toLogin}
        </a>
      </>
    );
  if (code === '')
    return (
      <>
        <PageHead title={t.title} />
        <Notice kind="warning" title={t.noCode}>
          {t.noCodeAbout}
        </Notice>
        <pre>kuaihui console link</pre>
      </>
    );
  const rest = LEAST_PASSWORD - length;
  return (
    <>
      <PageHead title={t.title} intro={t.intro} />
      <Form
        submit={t.submit}
        onSubmit={async ({ password = '' }) => {
          await post('setup', { code, password });
          // The next thing to do after the first start.
          go(pathTo('assistant'), 'load');
        }}
      >
        {/* Password managers keep the password under this name. */}
        <input type="text" name="username" value="owner" autoComplete="username" hidden readOnly />
        <PasswordField
          label={t.password}
          name="password"
          autoComplete="new-password"
          minLength={LEAST_PASSWORD}
          hint={
            <>
              {t.rule(LEAST_PASSWORD)} {length > 0 && (rest > 0 ? t.missing(rest) : t.enough)}
            </>
          }
          onInput={(password) => setLength([...password].length)}
        />
      </Form>
    </>
  );
}

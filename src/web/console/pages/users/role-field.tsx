import type { Role } from '../../../../console/access/signed-in.ts';
import { useTexts } from '../../context.ts';
import { SelectField } from '../../parts/field.tsx';
import { texts } from './texts.ts';

const ROLES: readonly Role[] = ['agent', 'viewer', 'owner'];

/** The choice of a role, with what each may do. */
export function RoleField(props: { readonly role: Role }) {
  const t = useTexts(texts);
  return (
    <SelectField
      label={t.role}
      name="role"
      value={props.role}
      options={ROLES.map((value) => ({ value, label: t.roleAbout[value] }))}
    />
  );
}

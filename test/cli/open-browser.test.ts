import { expect, it } from 'vitest';
import { composeRedirect } from '../../src/cli/open-browser.ts';

it('the page for the browser leads to the address, whatever stands in it', () => {
  const page = composeRedirect('http://localhost:3000/console/setup?code=a&b="><script>1</script>');
  expect(page).toContain(
    'content="0; url=http://localhost:3000/console/setup?code=a&amp;b=%22%3E%3Cscript%3E1%3C/script%3E"',
  );
  expect(page).not.toContain('<script');
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fillDeployBlocks, withoutDeployBlocks } from '../../scripts/deploy/fill-deploy-blocks.ts';
import { listPages } from '../../scripts/deploy/list-pages.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const PAGES = listPages();
const COPIED = /limit_req_zone \$|transport http|ExecStart=/;

describe('what is written of deploy/ (npm run docs:deploy writes it anew)', () => {
  it.each(PAGES)('is current in %s, and not copied by hand', (name) => {
    const page = read(name);
    expect(page).toBe(fillDeployBlocks(page, { read, isForChat: name.startsWith('handbook/') }));
    expect(withoutDeployBlocks(page)).not.toMatch(COPIED);
  });

  it.each(['nginx.conf', 'Caddyfile', 'kuaihui.service'])(
    'is shown in both languages: %s',
    (file) => {
      const showing = PAGES.filter((name) => read(name).includes(` deploy/${file}\n`));
      expect(showing.filter((name) => name.endsWith('.zh-CN.md'))).not.toEqual([]);
      expect(showing.map((name) => name.replace('.zh-CN.md', '.md'))).toEqual(
        expect.arrayContaining(showing.filter((name) => !name.includes('.zh-CN'))),
      );
    },
  );
});

it.each(['zh', 'en'])('the handbook has the way of a push through Nginx (%s)', (language) => {
  const page = read(`handbook/${language}/07-deployment.md`);
  for (const line of ['map', 'location ~ ^/wechat'])
    expect(page).toContain(`\`\`\`nginx deploy/nginx.conf: ${line}\n`);
});

describe('a block', () => {
  const source = '# a\nmap x {\n}\nzone;\n\nserver {\n\n    # b\n    location /y {\n    }\n}\n';
  const fill = (words: string, isForChat = false) =>
    fillDeployBlocks(`\`\`\`nginx deploy/z.conf${words}\nold\n\`\`\`\n`, {
      read: () => source,
      isForChat,
    });

  it('is all of the file', () => {
    expect(fill('')).toBe(`\`\`\`nginx deploy/z.conf\n${source}\`\`\`\n`);
  });

  it('is the paragraph with a line, at the left edge', () => {
    expect(fill(': location /y')).toContain('\n# b\nlocation /y {\n}\n```');
    expect(fill(': map')).toContain('\n# a\nmap x {\n}\nzone;\n```');
  });

  it('has no comments where it is read in a chat', () => {
    expect(fill(': map', true)).toContain(': map\nmap x {\n}\nzone;\n```');
  });

  it('is refused where the file has no such line', () => {
    expect(() => fill(': location /z')).toThrow(
      'No line of deploy/z.conf begins with: location /z',
    );
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readBaseUrl } from '../../src/models/base-url.ts';
import { currentModelsOf } from '../../src/models/current-models.ts';
import { findPreset, PRESETS } from '../../src/models/presets.ts';
import { inSettingsOf, variablesOf } from '../../src/models/provider-variables.ts';

describe('the presets', () => {
  it('are those that are promised, each once', () => {
    expect(PRESETS.map(({ name }) => name).join(' ')).toBe(
      'openai azure gemini deepseek qwen kimi glm doubao hunyuan ernie minimax stepfun siliconflow openrouter spark sensenova zhinao mimo modelscope ollama dify coze',
    );
    expect(findPreset('mine')).toBeUndefined();
  });

  it.each(PRESETS)('have $name at an address that needs no correction', ({ baseUrl, api }) => {
    if (baseUrl !== undefined && api === 'openai')
      expect(readBaseUrl(baseUrl)).toEqual({ baseUrl });
  });

  it.each(['docs/models.md', 'docs/models.zh-CN.md'])(
    'stand in %s with address and key',
    (path) => {
      const page = readFileSync(path, 'utf8');
      for (const { name, baseUrl, key } of PRESETS) {
        const variables = variablesOf(name);
        const line = page.split('\n').find((text) => text.startsWith(`| \`${name}\` |`));
        expect(line).toContain(baseUrl ?? variables.baseUrl);
        if (key === 'needed') expect(line).toContain(variables.apiKey);
      }
    },
  );
});

describe('the suggested models', () => {
  it.each(['docs/models.md', 'docs/models.zh-CN.md'])(
    'and what switches their thinking off are those of the table in %s',
    (path) => {
      const lines = readFileSync(path, 'utf8').split('\n');
      const known = PRESETS.map(({ name }) => currentModelsOf(name));
      for (const { names, thinkingOff } of known.filter(({ names }) => names.length > 0)) {
        const quoted = names.map((name) => `\`${name}\``).join(path.includes('zh') ? '、' : ', ');
        const line = lines.find((text) => text.startsWith('| ') && text.includes(quoted));
        expect(line, quoted).toBeDefined();
        const says = line?.includes('{"') ? /`(\{.*?\})`/.exec(line)?.[1] : undefined;
        expect([quoted, says]).toEqual([quoted, thinkingOff]);
      }
    },
  );

  it('are none for a name that the deployer chose', () => {
    expect(currentModelsOf('mine')).toEqual({ names: [] });
  });
});

describe('advice about a model', () => {
  const says = {
    en: 'Compare OPENAI_API_KEY, OPENAI_MODEL, OPENAI_MAX_TOKENS.',
    zh: '核对 OPENAI_BASE_URL',
  };

  it('names the settings of its provider', () => {
    expect(inSettingsOf({ provider: 'my-box', namedIn: 'CHAT_MODELS' }, says)).toEqual({
      en: 'Compare MY_BOX_API_KEY, CHAT_MODELS, OPENAI_MAX_TOKENS.',
      zh: '核对 MY_BOX_BASE_URL',
    });
    expect(inSettingsOf({ provider: 'openai' }, says)).toEqual(says);
  });
});

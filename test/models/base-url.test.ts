import { describe, expect, it } from 'vitest';
import { hasVersion, knownBaseUrl, readBaseUrl } from '../../src/models/base-url.ts';

describe('a base URL', () => {
  it.each([
    'https://api.deepseek.com',
    'https://api.deepseek.com/',
    'https://api.deepseek.com/v1',
    'https://dashscope.aliyuncs.com/compatible-mode/v1',
    'https://open.bigmodel.cn/api/paas/v4/',
    'https://open.bigmodel.cn/api/coding/paas/v4',
    'https://ark.cn-beijing.volces.com/api/v3',
    'https://generativelanguage.googleapis.com/v1beta/openai/',
    'https://spark-api-open.xf-yun.com/v2',
    'http://localhost:11434/v1',
    'http://localhost:8000',
    'http://user:pass@127.0.0.1:9/v1',
    'https://relay.example.com',
    'https://模型.example.com/v1',
  ])('%s is taken as it is', (value) => {
    expect(readBaseUrl(value)).toEqual({ baseUrl: value });
  });

  it.each([
    ['https://api.deepseek.com/chat/completions', 'https://api.deepseek.com'],
    ['https://api.openai.com/v1/chat/completions', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/chat/completions/', 'https://api.openai.com/v1'],
    ['https://relay.example.com/v1/chat', 'https://relay.example.com/v1'],
    ['https://relay.example.com/v1/models', 'https://relay.example.com/v1'],
    ['https://relay.example.com/v1/responses', 'https://relay.example.com/v1'],
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.openai.com/chat/completions', 'https://api.openai.com/v1'],
    ['https://api.moonshot.cn/', 'https://api.moonshot.cn/v1'],
    ['https://dashscope.aliyuncs.com', 'https://dashscope.aliyuncs.com/compatible-mode/v1'],
    [
      'https://dashscope.aliyuncs.com/compatible-mode',
      'https://dashscope.aliyuncs.com/compatible-mode/v1',
    ],
    ['https://open.bigmodel.cn/api/paas', 'https://open.bigmodel.cn/api/paas/v4'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
    ['http://localhost:11434', 'http://localhost:11434/v1'],
    ['http://192.168.1.9:11434/api', 'http://192.168.1.9:11434/v1'],
    ['http://192.168.1.9:11434/api/chat', 'http://192.168.1.9:11434/v1'],
    ['http://localhost:1234/', 'http://localhost:1234/v1'],
    [
      'https://w-1.cn-beijing.maas.aliyuncs.com',
      'https://w-1.cn-beijing.maas.aliyuncs.com/compatible-mode/v1',
    ],
    ['https://r.services.ai.azure.com/models', 'https://r.services.ai.azure.com/openai/v1'],
    ['https://r.cognitiveservices.azure.com/', 'https://r.cognitiveservices.azure.com/openai/v1'],
  ])('%s is understood as %s, and a note says so', (value, baseUrl) => {
    expect(readBaseUrl(value)).toEqual({
      baseUrl,
      note: expect.objectContaining({ en: expect.stringContaining(` ${baseUrl}:`) }),
    });
  });

  it.each([
    ['https：//api.deepseek.com', 'Write https://api.deepseek.com.'],
    ['https://api.deepseek.com：443/v1', 'Write https://api.deepseek.com/v1.'],
    ['https://api。deepseek。com', 'Write https://api.deepseek.com.'],
    ['https:／／api.deepseek.com', 'Write https://api.deepseek.com.'],
    ['“https://api.deepseek.com”', 'Write https://api.deepseek.com.'],
    ['"https://api.deepseek.com"', 'Write https://api.deepseek.com.'],
    ['https://api.deepseek.com\u200b', 'Write https://api.deepseek.com.'],
    ['<https://api.deepseek.com>', 'Write https://api.deepseek.com.'],
    ['ollama:11434/v1', 'Write http://ollama:11434/v1.'],
    ['10.0.0.5:8000/v1', 'Write http://10.0.0.5:8000/v1.'],
    ['gpu.local:8000/v1', 'Write http://gpu.local:8000/v1.'],
    ['api.deepseek.com/v1', 'Write https://api.deepseek.com/v1.'],
    ['api.deepseek.com', 'Write https://api.deepseek.com.'],
    ['localhost', 'Write http://localhost.'],
    ['127.0.0.1:11434', 'Write http://127.0.0.1:11434/v1.'],
    ['localhost:11434/v1', 'Write http://localhost:11434/v1.'],
    ['https:api.deepseek.com', 'Write https://api.deepseek.com.'],
    ['https://relay.example.com/v1?key=1', 'Write https://relay.example.com/v1.'],
    ['https://relay.example.com/v1/chat/completions?x=1', 'Write https://relay.example.com/v1.'],
    ['https://relay.example.com/v1#', undefined],
    ['https://relay.example.com/v1#x', 'Write https://relay.example.com/v1.'],
    [
      'https://mine.openai.azure.com/openai/deployments/gpt-mini/chat/completions?api-version=2024-10-21',
      'Write OPENAI_BASE_URL=https://mine.openai.azure.com/openai/v1 and OPENAI_MODEL=gpt-mini.',
    ],
    ['https://user:secret@h/v1?x=1', 'Write https://h/v1.'],
    ['ftp://user:secret@host', 'begins with http'],
    ['https://https://api.deepseek.com', 'Write https://api.deepseek.com.'],
    ['http://https://user:secret@h/v1', 'Write https://h/v1.'],
    ['https://api.deepseek.com/v1,https://b.example/v1', 'Write https://api.deepseek.com/v1.'],
    ['https://api.deepseek.com/v1。', 'Write https://api.deepseek.com/v1.'],
    ['https://api.deepseek.com/anthropic', "OpenAI's is needed. Write https://api.deepseek.com."],
    ['https://open.bigmodel.cn/api/anthropic', 'Write https://open.bigmodel.cn/api/paas/v4.'],
    ['https://relay.example.com/x/anthropic/v1/messages', 'Write https://relay.example.com/x.'],
    ['https://', 'is no address'],
  ])('%s is refused with the right address', (value, remedy) => {
    const read = readBaseUrl(value);
    if (remedy === undefined) expect(read).toHaveProperty('baseUrl');
    else expect(read).toMatchObject({ problem: { en: expect.stringContaining(remedy) } });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it('is known for a vendor, and has a version or not', () => {
    expect(knownBaseUrl('https://dashscope.aliyuncs.com/api/v1')).toBe(
      'https://dashscope.aliyuncs.com/compatible-mode/v1',
    );
    expect(knownBaseUrl('https://relay.example.com')).toBeUndefined();
    expect(
      ['https://h/v1', 'https://h/api/v3/', 'https://h/v1beta/openai'].map(hasVersion),
    ).toEqual([true, true, true]);
    expect(['https://h', 'https://v1.example.com/api'].map(hasVersion)).toEqual([false, false]);
  });
});

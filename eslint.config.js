import js from '@eslint/js';
import importX, { createNodeResolver } from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** What each room of src/ may import, lowest first; docs/architecture.md explains the order. */
const MAY_IMPORT = {
  runtime: [],
  events: ['runtime'],
  messages: ['runtime'],
  turns: ['runtime', 'events'],
  rendering: ['runtime'],
  inbox: ['runtime', 'messages', 'turns', 'rendering'],
  delivery: ['runtime', 'events', 'messages', 'turns', 'rendering'],
  answering: ['runtime', 'events', 'messages', 'turns', 'rendering'],
  // Its port is implemented by the store; the stages and the task are for the pipeline.
  usage: ['runtime', 'events', 'turns', 'inbox', 'answering'],
  memory: ['runtime', 'turns', 'inbox', 'answering'],
  learning: ['runtime', 'events', 'turns', 'inbox', 'answering', 'knowledge', 'config'],
  // These rooms implement ports of the rooms above.
  wechat: ['runtime', 'events', 'messages', 'delivery'],
  models: ['runtime', 'events', 'messages', 'turns', 'answering'],
  knowledge: ['runtime', 'turns', 'answering'],
  // Implements the ports of guarded fetch, tools and pages.
  tools: ['runtime', 'events', 'turns', 'answering'],
  backup: ['runtime'],
  store: [
    'runtime',
    'events',
    'messages',
    'turns',
    'inbox',
    'delivery',
    'usage',
    'wechat',
    'backup',
  ],
  metrics: ['runtime', 'events'],
  alerts: ['runtime', 'events'],
  config: ['runtime', 'messages', 'inbox', 'delivery', 'wechat', 'models', 'tools', 'store'],
  personas: ['runtime', 'messages', 'turns', 'inbox', 'answering', 'config'],
  accounts: [
    'runtime',
    'events',
    'messages',
    'turns',
    'inbox',
    'delivery',
    'answering',
    'wechat',
    'config',
    'personas',
  ],
  diagnosis: [
    'runtime',
    'events',
    'turns',
    'answering',
    'wechat',
    'models',
    'tools',
    'knowledge',
    'tools',
    'store',
    'config',
    'personas',
    'accounts',
    'usage',
    'learning',
  ],
  http: ['runtime', 'events', 'messages', 'delivery', 'wechat', 'config', 'accounts', 'diagnosis'],
  simulator: ['runtime', 'events', 'messages', 'turns', 'delivery', 'answering', 'config', 'http'],
  // Routes and contracts; what they need of the product is handed in, or imported from the rooms below.
  console: [
    'runtime',
    'events',
    'messages',
    'turns',
    'inbox',
    'delivery',
    'config',
    'personas',
    'accounts',
    'usage',
    'knowledge',
    'learning',
    'alerts',
    'diagnosis',
    'http',
  ],
  web: ['simulator', 'diagnosis', 'console'],
  // No other room wires the parts together.
  server: ['*'],
  cli: [
    'runtime',
    'events',
    'metrics',
    'config',
    'accounts',
    'usage',
    'knowledge',
    'learning',
    'backup',
    'diagnosis',
    'simulator',
    'console',
    'server',
  ],
};
const ROOMS = Object.keys(MAY_IMPORT);
const NOBODY_IMPORTS = ['cli', 'web'];

const directions = ROOMS.map((room) => {
  const allowed = MAY_IMPORT[room].includes('*')
    ? ROOMS.filter((other) => !NOBODY_IMPORTS.includes(other))
    : MAY_IMPORT[room];
  return {
    target: `./src/${room}`,
    from: './src',
    except: [...new Set([room, ...allowed])].map((name) => `./${name}`),
    message: `${room}/ may import ${allowed.join(', ') || 'nothing of ours'} (eslint.config.js).`,
  };
});

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones: directions }],
    },
    settings: {
      'import-x/extensions': ['.ts', '.tsx'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/resolver-next': [createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })],
    },
  },
  {
    // Node 20 needs 1 us for every property after a spread that begins a literal, and most literals here are made for
    // each push.
    files: ['src/{store/sqlite,wechat}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ObjectExpression > SpreadElement:first-child:not(:last-child)',
          message: 'Put the spread after the other properties: in Node 20 that is far cheaper.',
        },
      ],
    },
  },
  {
    files: ['**/*.js'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly' } },
  },
  {
    // vitest types its matchers loosely on purpose: expect.any(String) is `any`, and so are answers of the console's API.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);

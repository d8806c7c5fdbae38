import { OpenAI } from 'openai';
import { createDispatcher, createModelFetch, type ModelFetch } from './model-fetch.ts';
import { baseUrlOf, type ModelSettings } from './model-settings.ts';

/** The openai package's own time limit covers the headers only and would compete with the watchdog. */
const NEVER_MS = 2_147_483_647;

/** Creates the openai package's client with all that it would do by itself switched off. */
export function createClient(
  settings: ModelSettings,
  fetch: ModelFetch = createModelFetch({ dispatcher: createDispatcher(settings.proxy) }),
): OpenAI {
  return new OpenAI({
    baseURL: baseUrlOf(settings),
    apiKey: settings.apiKey || 'none', // The package insists on one, and so does Ollama; neither reads it.
    fetch,
    maxRetries: 0,
    timeout: NEVER_MS,
    logLevel: 'off', // It would print the pieces of a broken stream, which are a follower's answer.
    // Left out, these would come from the environment, past the settings.
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
  });
}

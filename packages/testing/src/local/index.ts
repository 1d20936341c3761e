export { type LocalProvider, type LocalProviderOptions, openLocalProvider } from './local-provider.ts';

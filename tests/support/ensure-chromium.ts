import { ensureChromium } from './chromium.ts';

console.log(`Chromium: ${ensureChromium()}`);

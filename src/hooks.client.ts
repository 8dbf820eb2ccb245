import { isLocale, overwriteGetLocale } from '$lib/paraglide/runtime';

// A page is in one language until it comes anew. By itself every word would ask the cookie, and a
// large board has ten thousand words to say.
const { lang } = document.documentElement;
if (isLocale(lang)) overwriteGetLocale(() => lang);

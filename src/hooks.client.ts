import { server } from '$lib/components/frame/server-away.svelte';
import { patientFetch } from '$lib/live/patient-fetch';
import { isLocale, overwriteGetLocale } from '$lib/paraglide/runtime';

// A page is in one language until it comes anew. By itself every word would ask the cookie, and a
// large board has ten thousand words to say.
const { lang } = document.documentElement;
if (isLocale(lang)) overwriteGetLocale(() => lang);

// SvelteKit asks the fetch of the window each time, so that it can be another one.
window.fetch = patientFetch(window.fetch.bind(window), (waiting) => (server.isAway = waiting > 0));

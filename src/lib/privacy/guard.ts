/** All a page needs of the guard; it is loaded after the page is live, for it knows many names. */
export { mayRest, openFrom } from './holding.ts';
export { findPersonalData } from './personal-data.ts';

/** Whether the server did not answer when the data of a page was asked, and is asked again. */
export const server = $state({ isAway: false });

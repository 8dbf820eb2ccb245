/** Text and links: the browser needs no script for this page. */
export const csr = false;

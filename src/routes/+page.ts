/** Links and a form: the browser needs no script for this page. */
export const csr = false;

/** One button; whoever comes in from a mail needs no script for it. */
export const csr = false;

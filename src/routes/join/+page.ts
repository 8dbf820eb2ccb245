/** A few fields and a button; whoever comes in from outside needs no script for it. */
export const csr = false;

/** One field and a button; a password page needs no script. */
export const csr = false;

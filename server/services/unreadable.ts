import { DocumentUnreadable } from '../sync/rooms.ts';

/** A document whose stored bytes are damaged is locked; whatever else goes wrong goes on up. */
export function nullIfUnreadable(error: unknown): null {
	if (error instanceof DocumentUnreadable) return null;
	throw error;
}

import type { Text } from '$lib/domain/template';

/** A version of a method in a list, without what it is made of. */
export interface TemplateVersion {
	id: string;
	version: number;
	name: Text;
	isOwn: boolean;
	isNewest: boolean;
	isWithdrawn: boolean;
	/** ISO 8601; null of what came with the product. */
	madeAt: string | null;
	/** Boards that run on it, of those the reader may know of. */
	boards: number;
}

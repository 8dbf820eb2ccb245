/** A phrase as one reader sees it in the settings of a lab. */
export interface ListedPhrase {
	id: string;
	phrase: string;
	/** ISO 8601; null: it waits for a facilitator, and holds for who proposed it until then. */
	agreedAt: string | null;
	proposedAt: string;
	isMine: boolean;
	/** Where; null: a board this reader does not see. */
	board: string | null;
	mayAgree: boolean;
	mayRevoke: boolean;
}

import type { BallotSettings } from '../domain/ballot.ts';
import type { SecretTally } from '../domain/secret-tally.ts';
import type { Tally } from '../domain/tally.ts';

/** What a ballot came to, for one reader: organisations stand in it by the name she knows them by. */
export interface BallotResult extends BallotSettings {
	id: string;
	/** 1-based step in which it was. */
	step: number;
	/** Ms since epoch. */
	closedAt: number;
	outcome: { kind: 'stippen'; tally: Tally } | { kind: 'geheim'; tally: SecretTally };
}

import type { Figures } from './scenario.ts';
import { rivals, type Side } from './servers.ts';
import { median } from './statistics.ts';

/** Scenario -> round -> what each server did in it. */
export class Results {
	readonly #rounds = new Map<string, Partial<Record<Side, Figures>>[]>();

	add(scenario: string, round: number, side: Side, figures: Figures): void {
		const rounds = this.#rounds.get(scenario) ?? [];
		this.#rounds.set(scenario, rounds);
		(rounds[round] ??= {})[side] = figures;
	}

	has(scenario: string, side: Side): boolean {
		return this.#of(scenario).some((round) => round[side]);
	}

	/** Figures of one server in every round that has them. */
	each(scenario: string, side: Side, key: string): number[] {
		return this.#of(scenario).flatMap((round) => round[side]?.[key] ?? []);
	}

	median(scenario: string, side: Side, key: string): number | null {
		const figures = this.each(scenario, side, key);
		return figures.length > 0 ? median(figures) : null;
	}

	/**
	 * Per round ours against the better (lower) of `against`: what was measured within a minute of
	 * each other, for the noise of a moment hits all.
	 */
	ratios(scenario: string, key: string, against: readonly Side[] = rivals): number[] {
		return this.#of(scenario).flatMap((round) => {
			const ours = round.ours?.[key];
			const theirs = against.flatMap((side) => round[side]?.[key] ?? []);
			if (ours === undefined || ours === null || theirs.length === 0) return [];
			return ours / Math.min(...theirs);
		});
	}

	#of(scenario: string): Partial<Record<Side, Figures>>[] {
		return (this.#rounds.get(scenario) ?? []).filter(() => true);
	}
}

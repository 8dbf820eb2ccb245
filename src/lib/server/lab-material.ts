import { strengths, type Strength } from '$lib/domain/network';
import type { LabItem } from '$server/store/lab-repository.ts';

/* What was brought into a lab and has no screen of its own yet, in short. */

export interface HomeScan {
	id: string;
	title: string;
	respondents: number;
	findings: { id: string; text: string; count: number; of: number }[];
}

/** Findings as sentences with numbers; one about fewer respondents than the scan allows is left out. */
export function scansOf(scans: readonly LabItem[], responses: readonly LabItem[]): HomeScan[] {
	return scans.map(({ id, title, data }) => {
		const scan = data as unknown as {
			minCell: number;
			expectedFindings: HomeScan['findings'];
		};
		return {
			id,
			title,
			respondents: responses.filter((response) => response.data['status'] === 'ingediend').length,
			findings: scan.expectedFindings
				.filter(({ count }) => count >= scan.minCell)
				.map(({ id: finding, text, count, of }) => ({ id: finding, text, count, of }))
		};
	});
}

export interface HomeNetwork {
	relations: number;
	byStrength: Record<Strength, number>;
	/** Key figures are counted, never named here. */
	keyFigures: number;
}

export function networkOf(
	relations: readonly LabItem[],
	keyFigures: readonly LabItem[]
): HomeNetwork {
	const count = (strength: Strength) =>
		relations.filter(({ data }) => data['strength'] === strength).length;
	return {
		relations: relations.length,
		byStrength: Object.fromEntries(strengths.map((each) => [each, count(each)])) as Record<
			Strength,
			number
		>,
		keyFigures: keyFigures.length
	};
}

export interface HomeScript {
	id: string;
	name: string;
	group: string;
	steps: number;
	/** Length of one that is held at a set hour; else it runs for a number of days. */
	minutes: number | null;
	days: number | null;
}

export function scriptsOf(items: readonly LabItem[]): HomeScript[] {
	return items.map(({ id, title, data }) => {
		const script = data as { group: string; steps: unknown[] } & {
			totalMinutes?: number;
			totalDays?: number;
		};
		return {
			id,
			name: title,
			group: script.group,
			steps: script.steps.length,
			minutes: script.totalMinutes ?? null,
			days: script.totalDays ?? null
		};
	});
}

import type { Level, Zone } from './template.ts';

/** Zones that stand together: one by itself, or several beside each other. */
export interface ZoneRow<Z extends Zone> {
	/** Of its first zone. */
	id: string;
	isAlone: boolean;
	/** By level of prevention where the method has levels; else one group without. */
	groups: { level: Level | null; zones: Z[] }[];
}

/** Zones in their order; those of one row, or with a level, next to each other stand beside each other. */
export function zoneRows<Z extends Zone>(zones: readonly Z[]): ZoneRow<Z>[] {
	const rows: ZoneRow<Z>[] = [];
	zones.forEach((zone, i) => {
		const before = zones[i - 1];
		const row = rows.at(-1);
		const level = zone.level ?? null;
		if (row && before && standsBeside(before, zone)) {
			row.isAlone = false;
			const group = row.groups.at(-1);
			if (group && group.level === level) group.zones.push(zone);
			else row.groups.push({ level, zones: [zone] });
		} else {
			rows.push({ id: zone.id, isAlone: level === null, groups: [{ level, zones: [zone] }] });
		}
	});
	return rows;
}

function standsBeside(before: Zone, zone: Zone): boolean {
	if (zone.row !== undefined) return zone.row === before.row;
	return zone.level !== undefined && before.level !== undefined && before.row === undefined;
}

import { readDemo } from './demo-data.ts';
import type { ScriptStep } from './import-sessions.ts';

/** A session that others have held before, to start from. */
export interface ReadyScript {
	id: string;
	name: string;
	/** For whom, in words. */
	group: string;
	totalMinutes: number;
	/** What is done beforehand. */
	before: string[];
	steps: ScriptStep[];
}

type AnyScript = ReadyScript & { kind: 'synchroon' | 'asynchroon' };

/** They come with the product, as methods do; a round by letter is planned elsewhere. */
export function readScripts(): ReadyScript[] {
	const { scripts } = readDemo<{ scripts: AnyScript[] }>('session-scripts');
	const short = readDemo<AnyScript>('session-script-intervisie');
	return [...scripts, short].filter(({ kind }) => kind === 'synchroon');
}

import { parseArgs } from 'node:util';
import { sides, type Side } from './servers.ts';

export interface Options {
	/** Names of scenarios; none: all. */
	names: string[];
	rounds: number;
	sides: Side[];
	/** Whether the results go to docs/. */
	write: boolean;
}

/** `npm run bench -- burst presence --rounds 1 --only ours,yws`. Throws one readable line. */
export function readOptions(args: string[]): Options {
	const { values, positionals } = parseArgs({
		args,
		allowPositionals: true,
		options: {
			rounds: { type: 'string', default: '3' },
			only: { type: 'string', default: sides.join(',') },
			write: { type: 'boolean', default: false }
		}
	});
	const rounds = Number(values.rounds);
	if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds is a whole number from 1');
	const wanted = values.only.split(',');
	const unknown = wanted.find((name) => !sides.some((side) => side === name));
	if (unknown !== undefined) throw new Error(`--only ${unknown}: there are ${sides.join(', ')}`);
	const partly = positionals.length > 0 || wanted.length < sides.length;
	if (values.write && partly) throw new Error('--write is for a whole run');
	return {
		names: positionals,
		rounds,
		sides: sides.filter((side) => wanted.includes(side)),
		write: values.write
	};
}

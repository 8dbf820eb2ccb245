import type { Block, CardBlock, Outline } from '../../../src/lib/documents/report-outline.ts';

/** Headings, lists and tables as text. What people wrote stays text: it makes none of these. */
export function markdownOf(outline: Outline): string {
	const { label, title, source, blocks } = outline;
	const sheet = `**${plain(label)}** ${plain(source)}`;
	const parts = [sheet, `# ${plain(title)}`, ...blocks.flatMap(partsOf), '---', sheet];
	return `${parts.join('\n\n')}\n`;
}

function partsOf(block: Block): string[] {
	switch (block.is) {
		case 'heading':
			return [`${'#'.repeat(block.level)} ${plain(block.text)}`];
		case 'text':
			if (block.text === '') return [];
			return [block.as === 'voice' ? quoted(lines(block.text)) : lines(block.text)];
		case 'links':
			return [
				plain(block.text),
				block.links.map(({ text, href }) => `- [${plain(text)}](<${href}>)`).join('\n')
			];
		case 'facts':
			return [
				block.rows.map(([label, text]) => `- **${plain(label)}**: ${plain(text)}`).join('\n')
			];
		case 'table':
			return [tableOf(block.head, block.rows)];
		case 'cards':
			return block.cards.map(cardOf);
	}
}

function cardOf({ head, text, author, facts, comments, commentsTitle }: CardBlock): string {
	const about = [author, ...facts].filter(Boolean).map((fact) => `- ${plain(fact)}`);
	const talk = comments.map(({ by, text }) => `- ${plain([by, text].filter(Boolean).join(': '))}`);
	return [
		`**${plain(head)}**`,
		quoted(lines(text)),
		...(about.length > 0 ? [about.join('\n')] : []),
		...(talk.length > 0 ? [`${plain(commentsTitle)}:`, talk.join('\n')] : [])
	].join('\n\n');
}

function tableOf(head: readonly string[], rows: readonly string[][]): string {
	const row = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
	const rule = `| ${head.map(() => '---').join(' | ')} |`;
	return [row(head), rule, ...rows.map(row)].join('\n');
}

function quoted(text: string): string {
	return text
		.split('\n')
		.map((line) => `> ${line}`.trimEnd())
		.join('\n');
}

/** Line breaks as they were typed; a backslash at the end of a line keeps one. */
function lines(text: string): string {
	return text
		.split('\n')
		.map(plain)
		.join('\n')
		.replace(/(\S)\n(?=\S)/g, '$1\\\n');
}

/**
 * Whatever means something in Markdown or HTML gets a backslash, anywhere; what means something at
 * the beginning of a line, there. A bare address is no link either.
 */
function plain(text: string): string {
	return text
		.replace(/\s+/g, ' ')
		.trim()
		.replace(/[\\`*_{}[\]<>()#|~&!$^]/g, '\\$&')
		.replace(/^([-+=:])/, '\\$1')
		.replace(/^(\d+)([.)])/, '$1\\$2')
		.replace(/:(?=\/\/)/g, '\\:')
		.replace(/\b(www)\./gi, '$1\\.')
		.replaceAll('@', '\\@');
}

import {
	AlignmentType,
	BorderStyle,
	Document,
	ExternalHyperlink,
	Footer,
	Header,
	HeadingLevel,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType,
	type IParagraphOptions
} from 'docx';
import type { Block, CardBlock, Outline } from '../../../src/lib/documents/report-outline.ts';

const tongues = { nl: 'nl-NL', en: 'en-GB' };
const headings = {
	2: HeadingLevel.HEADING_1,
	3: HeadingLevel.HEADING_2,
	4: HeadingLevel.HEADING_3
} as const;
/** Twentieths of a point. */
const GAP = 120;
/** Colour of the line beside a card, by domain; the domain is in its words as well. */
const sides = { sociaal: 'A4471D', veiligheid: '1D5B96', gedeeld: '555555' };

/** A document with real headings, header rows and language, and its label on every page. */
export async function wordOf(outline: Outline): Promise<Buffer> {
	const { title, lang, label, source, page } = outline;
	const file = new Document({
		title: `${label} ${title}`,
		subject: label,
		description: source,
		creator: 'Kennislab',
		lastModifiedBy: 'Kennislab',
		styles: {
			default: {
				document: {
					run: { font: 'Calibri', size: 22, language: { value: tongues[lang] } },
					paragraph: { spacing: { after: GAP } }
				},
				title: { run: { size: 40, bold: true }, paragraph: { spacing: { after: 2 * GAP } } },
				heading1: heading(32),
				heading2: heading(27),
				heading3: heading(23)
			}
		},
		sections: [
			{
				headers: { default: new Header({ children: [labelLine(label)] }) },
				footers: {
					default: new Footer({
						children: [
							labelLine(label),
							new Paragraph({
								children: [
									new TextRun({ text: `${source} `, size: 18 }),
									new TextRun({
										size: 18,
										children: [
											`${page[0]} `,
											PageNumber.CURRENT,
											` ${page[1]} `,
											PageNumber.TOTAL_PAGES
										]
									})
								]
							})
						]
					})
				},
				children: [
					new Paragraph({ heading: HeadingLevel.TITLE, children: own(title) }),
					...outline.blocks.flatMap(childrenOf)
				]
			}
		]
	});
	return Packer.toBuffer(file);
}

function heading(size: number) {
	return {
		run: { size, bold: true, color: '1A1A1A' },
		paragraph: { spacing: { before: 2 * GAP, after: GAP }, keepNext: true }
	};
}

function labelLine(label: string): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.END,
		children: [new TextRun({ text: label, bold: true })]
	});
}

function childrenOf(block: Block): (Paragraph | Table)[] {
	switch (block.is) {
		case 'heading':
			return [new Paragraph({ heading: headings[block.level], children: runs(block.text) })];
		case 'text':
			return block.text === '' ? [] : [textOf(block)];
		case 'links':
			return [
				new Paragraph({ children: runs(block.text) }),
				...block.links.map(
					({ text, href }) =>
						new Paragraph({
							children: [new ExternalHyperlink({ link: href, children: own(text) })]
						})
				)
			];
		case 'facts':
			return block.rows.map(
				([label, text]) =>
					new Paragraph({ children: [...runs(`${label}: `, { bold: true }), ...own(text)] })
			);
		case 'table':
			return [tableOf(block), new Paragraph({})];
		case 'cards':
			return block.cards.flatMap(cardOf);
	}
}

function textOf({ text, as }: Extract<Block, { is: 'text' }>): Paragraph {
	if (as === 'note') return new Paragraph({ children: runs(text, { italics: true }) });
	return new Paragraph({ children: own(text, as === 'voice' ? { italics: true } : {}) });
}

function tableOf({ head, rows }: Extract<Block, { is: 'table' }>): Table {
	const row = (cells: string[], isHead: boolean) =>
		new TableRow({
			tableHeader: isHead,
			cantSplit: true,
			children: cells.map(
				(text) =>
					new TableCell({
						children: [
							new Paragraph({ children: isHead ? runs(text, { bold: true }) : own(text) })
						],
						margins: { top: 40, bottom: 40, left: 80, right: 80 }
					})
			)
		});
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		rows: [row(head, true), ...rows.map((cells) => row(cells, false))]
	});
}

function cardOf(card: CardBlock): Paragraph[] {
	const beside: IParagraphOptions = {
		border: { left: { style: BorderStyle.SINGLE, size: 18, space: 8, color: sides[card.domain] } },
		indent: { left: 160 },
		keepLines: true,
		spacing: { after: 0 }
	};
	const comments = card.comments.map(({ by, text }) =>
		runs(by ? `${by}: ` : '', { bold: true }).concat(own(text))
	);
	const parts = [
		runs(card.head, { bold: true }),
		own(card.text),
		...[card.author, ...card.facts].filter(Boolean).map((fact) => runs(fact, { size: 20 })),
		...(comments.length > 0 ? [runs(`${card.commentsTitle}:`, { bold: true, size: 20 })] : []),
		...comments
	];
	return parts.map(
		(children, i) =>
			new Paragraph({
				...beside,
				children,
				...(i < parts.length - 1 ? { keepNext: i < 3 } : { spacing: { after: 2 * GAP } })
			})
	);
}

type Look = { bold?: boolean; italics?: boolean; size?: number };

/** Words of ours, in the language of the document; line breaks stay. */
function runs(text: string, look: Look = {}): TextRun[] {
	return text
		.split('\n')
		.map((line, i) => new TextRun({ ...look, text: line, ...(i > 0 ? { break: 1 } : {}) }));
}

/** What people wrote, which is Dutch. */
function own(text: string, look: Look = {}): TextRun[] {
	return text.split('\n').map(
		(line, i) =>
			new TextRun({
				...look,
				text: line,
				language: { value: tongues.nl },
				...(i > 0 ? { break: 1 } : {})
			})
	);
}

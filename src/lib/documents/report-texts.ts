import type { BoardReport } from './board-report.ts';

/** The same report with every text that people wrote in other words. */
export function rewordReport(report: BoardReport, reword: (text: string) => string): BoardReport {
	const { casus } = report;
	return {
		...report,
		title: reword(report.title),
		question: reword(report.question),
		summary: reword(report.summary),
		conclusion: reword(report.conclusion),
		casus: casus && {
			...casus,
			sentences: {
				seen: reword(casus.sentences.seen),
				noticedBy: reword(casus.sentences.noticedBy),
				done: reword(casus.sentences.done),
				around: reword(casus.sentences.around)
			}
		},
		zones: report.zones.map((zone) => ({
			...zone,
			groups: zone.groups.map(({ title, cards }) => ({
				title: title === null ? null : reword(title),
				cards: cards.map((card) => ({
					...card,
					text: reword(card.text),
					marks: card.marks.map(reword),
					fields: card.fields.map((field) => ({ ...field, values: field.values.map(reword) })),
					comments: card.comments.map((each) => ({ ...each, text: reword(each.text) }))
				}))
			}))
		})),
		harvest: report.harvest.map(({ kind, text, forWhom, conditions }) => ({
			kind,
			text: reword(text),
			forWhom: reword(forWhom),
			conditions: reword(conditions)
		}))
	};
}

/** Every text that people wrote in it. */
export function textsOfReport(report: BoardReport): string[] {
	const texts: string[] = [];
	rewordReport(report, (text) => {
		if (text !== '') texts.push(text);
		return text;
	});
	return texts;
}

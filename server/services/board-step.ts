import type { Step, Template } from '../../src/lib/domain/template.ts';
import type { Board, BoardRepository } from '../store/board-repository.ts';

/** The template of a board; boards have one as long as they live. */
export async function templateOf(boards: BoardRepository, board: Board): Promise<Template> {
	const stored = await boards.findTemplate(board.templateId);
	if (!stored) throw new Error(`board ${board.id} has no template`);
	return stored.template;
}

export function stepOf(template: Template, board: Board): Step | null {
	return template.steps.find(({ n }) => n === board.currentStep) ?? null;
}

/** Zones the step of a board is about; a step that names none is about all of them. */
export async function zonesOf(boards: BoardRepository, board: Board): Promise<string[]> {
	const template = await templateOf(boards, board);
	return zonesIn(template, stepOf(template, board));
}

export function zonesIn(template: Template, step: Step | null): string[] {
	const named = step?.zoneIds ?? [];
	return named.length > 0 ? named : template.zones.map(({ id }) => id);
}

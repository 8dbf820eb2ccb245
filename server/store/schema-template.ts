import type { Generated } from 'kysely';

/** One version of a method. Its row is never changed but for `withdrawn_at`: boards run on it. */
export interface TemplateTable {
	id: string;
	/** Id in demo/templates.json; a lab's own version keeps the key it came from. */
	key: string;
	/** Null: everybody has it. */
	lab_id: string | null;
	/** 1, 2, 3 ... among the versions of this key that everybody has, or that this lab made. */
	version: number;
	/** Place of the method in a list. */
	position: Generated<number>;
	/** JSON: a template as src/lib/domain/template-check.ts reads it. */
	definition: string;
	made_by: Generated<string | null>;
	made_at: Generated<string | null>;
	/** Not to be chosen for a new board. */
	withdrawn_at: Generated<string | null>;
}

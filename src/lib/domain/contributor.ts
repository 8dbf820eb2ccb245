/**
 * What stands in a field of a card for the organisation that brought the casus. Its id is in no
 * document: whoever may not know it could find its name beside it on another board.
 */
export const CONTRIBUTOR = 'inbrenger';

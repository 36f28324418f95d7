/** A place in `item_head` is the moment of receipt in milliseconds times this, plus a count among equals. */
export const placesPerMillisecond = 2048;

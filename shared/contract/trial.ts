/**
 * Passphrase of every trial desk: a made-up board on the person's own machine, with nothing to protect. A desk enrolled
 * with it says so and opens by itself.
 */
export const trialPassphrase = 'dung-thu-tren-may-nay';

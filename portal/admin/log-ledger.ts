import type { BoardEvent, Fact } from '#shared/workflow/event.ts';

interface DeviceEntry {
  readonly person: string;
  readonly publicKey: string;
  revoked: boolean;
  lastCounter: number;
}

interface PowerEntry {
  readonly person: string;
  /** Days in Vietnam, inclusive; null for a role. */
  readonly days: { readonly from: string; readonly to: string } | null;
  revoked: boolean;
}

type ActedFact = Extract<Fact, { type: 'acted' }>;

/**
 * What a reader of the chain alone can know: whose keys were valid when, who held which power, which version of each item
 * was approved. Written apart from the workflow's own folds, so that a mistake there shows here.
 */
export class LogLedger {
  published = 0;
  readonly #report: (seq: number, fault: string, detail: string) => void;
  readonly #devices = new Map<string, DeviceEntry>();
  readonly #powers = new Map<string, PowerEntry>();
  readonly #commands = new Set<string>();
  readonly #approved = new Map<string, string>();
  #lastAt = '';

  constructor(report: (seq: number, fault: string, detail: string) => void) {
    this.#report = report;
  }

  /** The public key of a device enrolled and not revoked at this point of the chain. */
  keyOf(device: string): string | null {
    const entry = this.#devices.get(device);
    return entry === undefined || entry.revoked ? null : entry.publicKey;
  }

  /** Takes in one event and gives the content hashes it names. */
  follow(event: BoardEvent, fact: Fact): readonly string[] {
    if (event.at < this.#lastAt) this.#report(event.seq, 'time-goes-back', event.at);
    this.#lastAt = event.at;
    switch (fact.type) {
      case 'acted':
        return this.#acted(event, fact);
      case 'deviceEnrolled': {
        const { id, person, publicKey } = fact.device;
        if (this.#devices.has(id)) this.#report(event.seq, 'device-twice', id);
        this.#devices.set(id, { person, publicKey, revoked: false, lastCounter: 0 });
        return [];
      }
      case 'deviceRevoked': {
        const entry = this.#devices.get(fact.device);
        if (entry === undefined) this.#report(event.seq, 'device-unknown', fact.device);
        else entry.revoked = true;
        return [];
      }
      case 'roleGranted':
        this.#powers.set(fact.grant.id, {
          person: fact.grant.person,
          days: null,
          revoked: fact.grant.revokedAt !== null,
        });
        return [];
      case 'roleRevoked': {
        const entry = this.#powers.get(fact.grant);
        if (entry === undefined) this.#report(event.seq, 'grant-unknown', fact.grant);
        else entry.revoked = true;
        return [];
      }
      case 'publicationEdited':
        return [fact.entered];
      default:
        return [];
    }
  }

  #acted(event: BoardEvent, { statement, person }: ActedFact): readonly string[] {
    const { seq, item } = event;
    const { command, counter, version, details } = statement;
    const device = this.#devices.get(statement.device);
    if (device === undefined) this.#report(seq, 'device-unknown', statement.device);
    else {
      if (device.revoked) this.#report(seq, 'device-revoked', statement.device);
      if (device.person !== person) this.#report(seq, 'other-person', person);
      // Rejected commands consume a counter without an event, so it grows but may skip.
      if (counter <= device.lastCounter) this.#report(seq, 'counter', `${counter} after ${device.lastCounter}`);
      device.lastCounter = counter;
    }
    if (this.#commands.has(command)) this.#report(seq, 'command-twice', command);
    this.#commands.add(command);
    if (statement.board !== event.board || statement.item !== item) this.#report(seq, 'other-item', command);
    this.#checkPower(event, statement.authority, person);

    if (details.action === 'delegate') {
      const days = { from: details.validFrom, to: details.validTo };
      this.#powers.set(details.delegation, { person: details.to, days, revoked: false });
    } else if (details.action === 'revokeDelegation') {
      const entry = this.#powers.get(details.delegation);
      if (entry !== undefined) entry.revoked = true;
    }
    if (item !== null) this.#followApproval(seq, item, statement);
    const named = version === null ? [] : [version];
    return details.action === 'upload' ? [...named, details.entered] : named;
  }

  #checkPower({ seq, at }: BoardEvent, authority: string, person: string): void {
    const power = this.#powers.get(authority);
    const day = new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10);
    const held =
      power !== undefined &&
      power.person === person &&
      !power.revoked &&
      (power.days === null || (power.days.from <= day && day <= power.days.to));
    if (!held) this.#report(seq, 'no-power', authority);
  }

  /** What is published must be what was approved last, and not edited since. */
  #followApproval(seq: number, item: string, { action, version }: ActedFact['statement']): void {
    switch (action) {
      case 'approve':
      case 'approveSupplementary':
        if (version === null) this.#report(seq, 'approval-of-nothing', item);
        else this.#approved.set(item, version);
        return;
      case 'edit':
        this.#approved.delete(item);
        return;
      case 'publish':
        this.published += 1;
        if (version === null || this.#approved.get(item) !== version) this.#report(seq, 'published-unapproved', item);
        return;
      default:
        return;
    }
  }
}

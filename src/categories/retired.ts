/** A service behind a category whose end AWS has announced. */
export interface Retirement {
  readonly service: string;
  /** The last day, `YYYY-MM-DD`. */
  readonly ends: string;
  /** What to move to, as a sentence. */
  readonly successor: string;
}

/**
 * Sources: Amazon Pinpoint User Guide, "Amazon Pinpoint end of support"; Amplify documentation, "Set up Amplify Analytics". Sending by
 * SMS, voice and push goes on as AWS End User Messaging; endpoints, segments, campaigns, journeys and analytics end.
 */
export const PINPOINT_END: Retirement = {
  service: 'Amazon Pinpoint',
  ends: '2026-10-30',
  successor:
    'Record events with `kinesis` or `firehose`, and send messages by AWS End User Messaging, Amazon SNS or Amazon Connect.',
};

/** Source: Amazon Lex V1 Developer Guide, "End of support". */
export const LEX_V1_END: Retirement = {
  service: 'Amazon Lex V1',
  ends: '2025-09-15',
  successor: 'Migrate the bot to Lex V2, and write its id and the id of its alias with `version: 2`.',
};

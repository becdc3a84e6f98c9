/**
 * Every column of the database, and what becomes of it when a person is erased. A column that is not declared here fails a
 * test: whoever adds one decides what it holds.
 */

export interface DeclaredColumns {
  /** Says nothing of anybody: ids, states, figures, words of the county and its rules. */
  readonly plain: readonly string[];
  /** Of a person, by id, date or office: the record that something was done and decided, without the why. */
  readonly kept?: readonly string[];
  /** What `erase.ts` takes away or replaces. */
  readonly erased?: readonly string[];
}

export const personalData: Readonly<Record<string, DeclaredColumns>> = {
  account: {
    plain: ['county', 'platform', 'gaps_told'],
    erased: ['id', 'user_id', 'person_id', 'direct_conversation', 'bound_at'],
  },
  attendance: {
    plain: ['county', 'turn', 'inbox_id', 'request_id'],
    kept: ['person_id', 'on_date', 'kind', 'at'],
    erased: ['note', 'point', 'doubts', 'images', 'fence'],
  },
  audit_entry: {
    plain: ['id', 'county', 'inbox_id', 'verb', 'digest'],
    kept: ['at', 'person_id', 'subject'],
    erased: ['payload', 'salt'],
  },
  audit_head: { plain: ['county', 'seq', 'hash', 'entries'] },
  audit_link: { plain: ['county', 'seq', 'entry_ids', 'previous', 'hash'] },
  bind_code: {
    plain: ['county'],
    erased: [
      'id',
      'person_id',
      'code_hash',
      'issued_by',
      'issued_at',
      'expires_at',
      'used_at',
      'used_by',
      'revoked_at',
    ],
  },
  bind_try: { plain: ['county'], erased: ['id', 'account_id', 'person_id', 'at'] },
  chat_button: { plain: ['county', 'id', 'outbox_key', 'action'], kept: ['person_id'] },
  chat_group: { plain: ['county', 'id', 'platform', 'conversation', 'title', 'team_id'] },
  consent: { plain: ['county', 'id', 'version'], kept: ['person_id', 'given_at', 'withdrawn_at'] },
  county: {
    plain: [
      'id',
      'name',
      'packs',
      'demo',
      'created_at',
      'people_from',
      'people_digest',
      'points_reduced_to',
      'sends_held_at',
    ],
  },
  deputy: { plain: ['county', 'id'], kept: ['principal_id', 'deputy_id', 'from_on', 'to_on', 'named_by', 'named_at'] },
  dialogue: { plain: ['county', 'slot'], erased: ['account_id', 'id', 'question', 'asked_at'] },
  // What falls due for them is reckoned anew for whoever comes after.
  duty_answer: { plain: ['county'], erased: ['owed_key', 'person_id', 'does', 'until', 'at'] },
  duty_list: { plain: ['county'], erased: ['person_id', 'owed_keys', 'on_date'] },
  duty_switch: { plain: ['county', 'provision', 'is_on'], kept: ['changed_by', 'at'] },
  filing_receipt: { plain: ['county', 'request_id', 'body', 'scope_id'], kept: ['person_id', 'at'] },
  group_member: { plain: ['county'], erased: ['group_id', 'person_id'] },
  image_fetch: { plain: ['county', 'inbox_id', 'platform', 'attempts', 'not_before', 'lease_until'] },
  inbox: {
    plain: ['id', 'county', 'platform', 'event_key', 'state', 'attempts', 'not_before', 'worked_at', 'failure'],
    kept: ['received_at'],
    erased: ['conversation', 'sender_id', 'payload'],
  },
  ledger_entry: {
    plain: ['county', 'id', 'ledger', 'closes', 'inbox_id'],
    // A team's study is a team's, whoever entered it.
    kept: ['person_id', 'team_id', 'on_date', 'at', 'people', 'half_days', 'voided_at'],
    erased: ['text', 'level', 'place', 'images', 'files'],
  },
  look: { plain: ['id', 'county', 'request_id', 'inbox_id'], kept: ['viewer_id', 'subject_id', 'what', 'at'] },
  month_confirmed: { plain: ['county'], erased: ['person_id', 'month', 'confirmed_by', 'at'] },
  outbox: {
    plain: [
      ...['id', 'county', 'key', 'platform', 'inbox_id', 'request_id', 'revision', 'updates', 'state', 'attempts'],
      ...['not_before', 'lease', 'lease_until', 'platform_message_id', 'settled_at', 'why', 'tried'],
    ],
    kept: ['person_id'],
    erased: ['conversation', 'payload'],
  },
  person: {
    plain: ['county', 'id', 'erased_at'],
    // Who held which office is public; old tables are told apart by it.
    kept: ['post', 'dispatch_level', 'township_id', 'village_id', 'team_id', 'unit_id', 'is_team_leader', 'left_on'],
    erased: ['name', 'digest', 'mobile', 'term_from', 'term_to'],
  },
  place: { plain: ['county', 'id', 'kind', 'name', 'parent_id', 'latitude', 'longitude', 'radius_metres'] },
  platform_gap: { plain: ['id', 'county', 'platform', 'from_at', 'to_at'] },
  platform_state: {
    plain: [
      ...['county', 'platform', 'state', 'why', 'since', 'scan', 'scan_since', 'heard_at', 'trouble_since', 'noted_at'],
    ],
  },
  policy_faq: {
    plain: ['county', 'id', 'question', 'answer', 'pack', 'article', 'withdrawn_at'],
    kept: ['made_by', 'made_at'],
  },
  // What somebody wanted to know is theirs alone.
  policy_question: {
    plain: ['county', 'platform'],
    erased: [
      ...['id', 'person_id', 'asked_at', 'inbox_id', 'conversation', 'text', 'before', 'packs', 'refused'],
      ...['pack', 'article', 'feedback', 'faq_id'],
    ],
  },
  // Published regulations.
  policy_text: {
    plain: [
      ...['county', 'id', 'pack', 'title', 'number', 'issuer', 'issued_on', 'units', 'unplaced', 'hash', 'file_name'],
      'imported_at',
    ],
  },
  recent_send: { plain: ['id', 'county', 'platform', 'at'], erased: ['conversation'] },
  // Whom it went to is told by id.
  reminder: { plain: ['county'], kept: ['key', 'reader', 'on_date'] },
  request: {
    plain: [
      ...['county', 'id', 'code', 'kind', 'state', 'step', 'version', 'modes', 'filing_text', 'filings', 'citations'],
      ...['readings', 'revision', 'extends_id', 'counted_half_days'],
    ],
    kept: [
      ...['applicant_id', 'entered_by', 'from_on', 'to_on', 'from_half', 'to_half', 'half_days', 'late', 'opened_at'],
      ...['moved_at', 'joined', 'revised_at', 'nudged_on', 'ended_on', 'ended_half', 'ended_at'],
    ],
    // 病假 says what somebody had.
    erased: ['leave_kind', 'reason', 'remarks', 'images'],
  },
  request_seat: {
    plain: ['county', 'request_id', 'step', 'body', 'place'],
    kept: [
      ...['scope_id', 'answered_by', 'verdict', 'answered_at', 'answered_for', 'recorded_by', 'assigned_to'],
      ...['assigned_by', 'added_by'],
    ],
    // A seat that is one person goes by their name.
    erased: ['title', 'note', 'images'],
  },
  seat: { plain: ['county', 'body', 'scope_id', 'title'] },
  seat_holder: { plain: ['county', 'body', 'scope_id'], kept: ['person_id', 'from_on', 'to_on'] },
  shown_list: { plain: ['county'], erased: ['account_id', 'items', 'at'] },
  web_conversation: { plain: ['county', 'conversation', 'last_seq', 'last_change'] },
  web_link: { plain: ['county'], erased: ['token_hash', 'account_id', 'expires_at', 'used_at'] },
  web_message: {
    plain: ['county', 'id', 'key', 'conversation', 'seq', 'change'],
    kept: ['author_id', 'at'],
    erased: ['author_name', 'body'],
  },
  web_session: { plain: ['county'], erased: ['token_hash', 'account_id', 'expires_at'] },
  work_log: {
    plain: ['county', 'id', 'late', 'inbox_id'],
    kept: ['person_id', 'on_date', 'at', 'voided_at'],
    erased: ['text', 'images'],
  },
};

"""What the vocabulary's lists of everyday words hold, whatever the policy (``conversation.yaml`` …)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from assistant.conversation.wording_files import PhraseList


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConversationFile(_Closed):
    negation: PhraseList
    open_question: PhraseList
    counts_as: PhraseList
    asks_length: PhraseList
    paid_for: PhraseList
    once: PhraseList
    by_now: PhraseList
    requirement: PhraseList
    asks_requirements: PhraseList
    self: PhraseList
    what_if: PhraseList
    correction: PhraseList
    follow_up: PhraseList
    of_all: PhraseList
    same_project: PhraseList
    different_projects: PhraseList
    pair: PhraseList
    next_clause: PhraseList
    previous_clause: PhraseList
    forget: PhraseList
    decline: PhraseList
    yes: PhraseList
    no: PhraseList
    benefit: PhraseList
    cost: PhraseList
    ran_for: PhraseList
    ran_on: PhraseList
    assertion: PhraseList
    sum: PhraseList
    subset: PhraseList
    subset_mark: PhraseList
    subset_of_known: PhraseList
    part_of: PhraseList
    more: PhraseList
    more_beside: PhraseList
    less: PhraseList
    less_beside: PhraseList
    again: PhraseList
    one_more: PhraseList
    all_count: PhraseList
    those_too: PhraseList
    doubled: PhraseList
    halved: PhraseList
    rises: PhraseList
    falls: PhraseList
    new_whole: PhraseList
    relative: PhraseList
    duration_of_others: PhraseList
    actually: PhraseList
    dropped: PhraseList
    denied_after: PhraseList
    points_at_support: PhraseList
    asking: PhraseList
    what_support: PhraseList
    all_clauses: PhraseList
    articles_of_office: PhraseList
    kind_of_firm: PhraseList
    policy_of_place: PhraseList
    own_policy: PhraseList
    until_when: PhraseList
    still_then: PhraseList
    asks_what: PhraseList
    all_supports: PhraseList
    in_the_text: PhraseList
    as_well: PhraseList
    place_of_arrival: PhraseList
    place_registered: PhraseList
    place_of_others: PhraseList
    place_of_others_behind: PhraseList
    place_of_site: PhraseList
    site_there: PhraseList
    place_of_partner: PhraseList
    moving_away: PhraseList
    place_of_event: PhraseList
    place_of_venue: PhraseList
    founding: PhraseList
    place_after_origin: PhraseList
    place_of_applicant: PhraseList
    place_after_applicant: PhraseList
    place_of_origin: PhraseList
    place_of_recognition: PhraseList
    place_of_coming: PhraseList
    place_of_thing: PhraseList
    place_of_support: PhraseList
    place_of_policy: PhraseList
    injection: PhraseList
    thanks: PhraseList


class StatementsFile(_Closed):
    other_sums: PhraseList
    other_heads: PhraseList
    takings: PhraseList
    names_behind: PhraseList
    listed: PhraseList
    listed_apart: PhraseList
    left_out: PhraseList
    forgotten: PhraseList
    no_longer: PhraseList
    bare_denial: PhraseList
    denied_beside: PhraseList
    some_are: PhraseList
    really_are: PhraseList
    only_some: PhraseList
    come_through: PhraseList
    exactly: PhraseList
    to_come: PhraseList
    aimed_at: PhraseList
    reached: PhraseList
    still_open: PhraseList
    turned_out: PhraseList
    not_issued: PhraseList
    recognition_lost: PhraseList
    another: PhraseList
    no_negation: PhraseList
    sum_asked: PhraseList
    self_is: PhraseList
    of_the_one: PhraseList
    place_of_local_origin: PhraseList
    own_recognition: PhraseList
    own_level: PhraseList
    city_office: PhraseList
    back_then: PhraseList
    recognised_back_then: PhraseList
    nationwide: PhraseList
    place_of_life: PhraseList
    place_lived_in: PhraseList
    coming_here: PhraseList
    of_a_firm: PhraseList
    counted_kind: PhraseList
    counted_thing: PhraseList
    counted_set: PhraseList
    recognised: PhraseList
    undone: PhraseList
    really_spent: PhraseList
    place_moved: PhraseList
    place_held: PhraseList
    moves_to: PhraseList
    same_place: PhraseList
    small_place: PhraseList
    takes_in: PhraseList
    one_place: PhraseList
    in_these_places: PhraseList
    of_a_person: PhraseList
    new_share: PhraseList
    unchanged: PhraseList


class ClaimsFile(_Closed):
    level_national: PhraseList
    level_provincial: PhraseList
    level_city: PhraseList
    levels: PhraseList
    confirms: PhraseList
    level_only: PhraseList
    level_denied: PhraseList
    level_also: PhraseList
    level_of_own: PhraseList
    misprint: PhraseList
    wording_doubted: PhraseList
    should_be: PhraseList
    written_as: PhraseList
    of_the_text: PhraseList
    or_written: PhraseList
    words_end: PhraseList


class ApplicantsFile(_Closed):
    firm_nouns: PhraseList
    client_nouns: PhraseList
    one_firm: PhraseList
    several_firms: PhraseList
    several_clients: PhraseList
    one_client: PhraseList
    one_in_each: PhraseList
    all_firms: PhraseList
    other_firm: PhraseList
    one_more_firm: PhraseList
    joint: PhraseList
    letter_in_word: PhraseList
    name_leads: PhraseList
    name_stands: PhraseList
    name_general: PhraseList
    no_name: PhraseList
    no_name_end: PhraseList
    before_family_name: PhraseList
    behind_family_name: PhraseList
    person_stands: PhraseList
    project_nouns: PhraseList
    one_project: PhraseList
    another_project: PhraseList
    several_projects: PhraseList
    no_label_behind: PhraseList
    said_of_letter: PhraseList


class ChangesFile(_Closed):
    wrong_figure_follows: PhraseList
    wrong_figure_before: PhraseList
    right_figure_follows: PhraseList
    figure_now: PhraseList
    becomes: PhraseList
    comes_beside: PhraseList
    that_case: PhraseList
    that_firm: PhraseList
    only_these: PhraseList
    another_edition: PhraseList
    edition: PhraseList
    of_one_edition: PhraseList
    short_of: PhraseList
    was_before: PhraseList
    has_become: PhraseList
    invested: PhraseList
    benefit_behind: PhraseList


class OverviewFile(_Closed):
    supports: PhraseList
    around: PhraseList


class UnsaidFile(_Closed):
    """What a message says that is no fact of the case."""

    earnest: PhraseList
    asks_here: PhraseList
    lacking: PhraseList
    no_figure: PhraseList
    place_left_for: PhraseList
    before_name: PhraseList
    behind_name: PhraseList

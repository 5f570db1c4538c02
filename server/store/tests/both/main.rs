//! Each function of the store on both engines: what `query!` would have checked at compile time.
//!
//! `sqlite_…` runs always, `postgres_…` where `TEST_POSTGRES_URL` is set, as it is in `make test`.

#![expect(clippy::unwrap_used, reason = "a story that cannot go on has failed")]

mod access;
mod batches;
mod change;
mod document;
mod erp_event;
mod erp_key;
mod gateway;
mod house;
mod household;
mod letters;
mod master;
mod newcomers;
mod parcels;
mod passkey;
mod privacy;
mod second_factor;
mod ticket;
mod work;

/// Lists each story once; each engine runs it on a database of its own.
macro_rules! both {
    ($($module:ident :: $story:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test] async fn $story() { crate::$module::$story(&crate::house::House::sqlite().await).await; })+
        }
        mod postgres {
            $(#[tokio::test] async fn $story() {
                if let Some(house) = crate::house::House::postgres().await {
                    crate::$module::$story(&house).await;
                }
            })+
        }
    };
}

both!(
    access::accounts_keep_their_address_and_epoch,
    access::a_taken_address_is_no_login_and_ends_nothing,
    access::failures_count_for_any_address,
    access::places_are_counted_and_shut_out,
    access::sessions_live_and_end,
    access::registrations_follow_their_letter,
    access::reset_links_work_once,
    access::what_has_ended_is_forgotten_in_batches,
    change::of_each_kind_one_change_is_open,
    change::a_change_is_marked_once_in_each_state,
    change::digits_and_link_open_a_change,
    change::staff_see_the_oldest_promise_first,
    change::what_is_confirmed_is_written_through,
    change::bank_details_pass_by_two_and_are_forgotten,
    gateway::commands_keep_their_order,
    gateway::of_one_person_a_later_command_waits_for_the_earlier,
    gateway::a_command_says_what_it_is_about,
    gateway::of_silence_staff_are_reminded_once_a_week,
    gateway::a_way_keeps_its_last_good_use,
    gateway::staff_see_what_waits_and_what_was_given_up,
    erp_event::repeated_words_fall_together,
    erp_event::a_record_is_fetched_by_one_and_once_more_if_it_changes,
    erp_event::what_is_given_up_waits_for_staff,
    erp_event::one_portal_looks_into_the_folder,
    document::a_document_is_near_those_it_may_be_for,
    document::a_document_keeps_its_reference_until_another_takes_it,
    document::the_ledger_has_one_line_for_each_person,
    document::staff_find_what_was_left_unopened,
    document::targets_are_found_by_number_or_name,
    document::a_file_for_many_has_its_parts_and_states,
    document::words_are_references_only_if_they_are_the_same,
    document::a_contract_page_reads_parts_mandates_and_clerk,
    batches::a_house_waits_for_one_day,
    batches::a_batch_holds_whoever_is_owed_a_letter,
    batches::one_worker_holds_a_batch,
    batches::a_letter_is_entered_once_and_thrown_away_whole,
    batches::a_letter_that_a_newer_one_replaced_is_no_longer_handed_out,
    batches::a_letter_that_was_used_is_not_waited_for,
    batches::houses_count_their_people,
    batches::people_are_found_by_what_staff_know,
    batches::a_day_that_staff_named_survives_an_import,
    erp_key::a_key_has_two_secrets_at_most_and_an_end,
    erp_key::a_use_is_noted_now_and_then,
    erp_key::the_word_of_a_request_counts_once_for_each_key,
    erp_key::an_order_is_taken_on_once_and_its_answer_kept,
    house::master_data_is_written_by_reference,
    house::contracts_show_house_terms_and_persons,
    household::who_was_taken_out_keeps_the_terms_of_the_last_day,
    household::a_household_knows_accounts_and_letters,
    house::a_lost_letter_is_asked_for_in_any_case,
    house::instants_keep_their_order,
    letters::letters_have_one_live_code,
    letters::of_many_letters_at_once_one_lives,
    letters::a_letter_is_owed_to_the_named_of_running_contracts,
    letters::a_letter_opens_or_recovers,
    master::every_kind_is_written_over_and_read_again,
    master::keys_lead_to_rows,
    master::a_last_day_is_said_of_any_kind,
    master::names_are_due_on_their_days,
    master::a_name_that_was_settled_is_due_no_more,
    parcels::a_parcel_is_found_by_its_name,
    parcels::one_worker_writes_a_parcel,
    parcels::a_parked_parcel_passes_by_two,
    newcomers::whoever_is_named_later_is_put_into_one_batch,
    newcomers::who_had_a_letter_or_has_an_account_is_no_newcomer,
    passkey::a_passkey_belongs_to_one_account,
    passkey::a_passkey_is_used_in_the_order_of_its_counter,
    passkey::a_question_to_a_passkey_is_answered_once,
    passkey::a_passkey_is_a_second_factor_until_all_are_gone,
    privacy::an_archive_has_one_run_at_a_time,
    privacy::archives_go_when_their_time_has_come,
    privacy::of_many_requests_at_once_one_archive_begins,
    privacy::a_person_sees_who_of_staff_looked,
    privacy::what_a_person_wrote_is_found,
    privacy::a_deletion_is_known_by_its_ticket,
    privacy::an_ended_account_frees_its_address,
    second_factor::a_factor_counts_once_it_is_proved,
    second_factor::codes_count_once,
    second_factor::half_a_sign_in_has_its_tries_and_its_end,
    ticket::a_ticket_is_stored_and_changed,
    ticket::lists_keep_to_the_reach,
    ticket::the_inbox_has_its_views,
    ticket::the_inbox_has_its_order,
    ticket::tickets_are_found_by_what_staff_know,
    ticket::a_ticket_keeps_who_reported_it_from_where,
    ticket::the_timeline_hides_notes,
    ticket::photos_hang_on_their_message,
    work::jobs_are_claimed_once,
    work::a_day_begins_once,
    work::the_log_is_append_only,
    work::a_dropped_transaction_leaves_nothing,
    work::a_read_is_of_one_moment,
    work::a_begin_that_is_given_up_binds_nobody,
    work::two_portals_may_start_at_once,
    work::a_database_of_a_later_release_is_left_alone,
);

/// Both engines have the same tables and columns after the migrations.
#[tokio::test]
async fn the_engines_have_the_same_columns() {
    let Some(postgres) = house::House::postgres().await else {
        return;
    };
    let sqlite = house::House::sqlite().await;
    assert_eq!(
        store::dialect::columns(&sqlite.db).await.unwrap(),
        store::dialect::columns(&postgres.db).await.unwrap()
    );
}

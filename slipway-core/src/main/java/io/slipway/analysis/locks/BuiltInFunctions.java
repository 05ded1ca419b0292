package io.slipway.analysis.locks;

import java.util.Set;

/**
 * Functions PostgreSQL brings along (and its most used extensions), by volatility as {@code
 * pg_proc.provolatile} of 18 has it. Volatile ones make ADD COLUMN … DEFAULT rewrite the table;
 * {@code now()} is stable and does not.
 */
final class BuiltInFunctions {
  private static final Set<String> VOLATILE =
      words(
          """
          array_sample array_shuffle bernoulli brin_desummarize_range brin_summarize_new_values
          brin_summarize_range clock_timestamp current_query currtid2 currval cursor_to_xml
          cursor_to_xmlschema gen_random_bytes gen_random_uuid gen_salt gin_clean_pending_list
          lastval lo_close lo_creat lo_create lo_export lo_from_bytea lo_get lo_import lo_lseek
          lo_lseek64 lo_open lo_put lo_tell lo_tell64 lo_truncate lo_truncate64 lo_unlink loread
          lowrite nextval pg_advisory_lock pg_advisory_lock_shared pg_advisory_unlock
          pg_advisory_unlock_all pg_advisory_unlock_shared pg_advisory_xact_lock
          pg_advisory_xact_lock_shared pg_backup_start pg_backup_stop pg_blocking_pids
          pg_cancel_backend pg_clear_attribute_stats pg_clear_relation_stats
          pg_collation_actual_version pg_control_checkpoint pg_control_init pg_control_recovery
          pg_control_system pg_copy_logical_replication_slot pg_copy_physical_replication_slot
          pg_create_logical_replication_slot pg_create_physical_replication_slot
          pg_create_restore_point pg_current_logfile pg_current_wal_flush_lsn
          pg_current_wal_insert_lsn pg_current_wal_lsn pg_database_collation_actual_version
          pg_database_size pg_drop_replication_slot pg_export_snapshot pg_extension_config_dump
          pg_get_sequence_data pg_get_wal_replay_pause_state pg_get_wal_summarizer_state
          pg_import_system_collations pg_indexes_size pg_is_in_recovery pg_is_wal_replay_paused
          pg_isolation_test_session_is_blocked pg_jit_available pg_last_committed_xact
          pg_last_wal_receive_lsn pg_last_wal_replay_lsn pg_last_xact_replay_timestamp
          pg_log_backend_memory_contexts pg_log_standby_snapshot pg_logical_emit_message
          pg_nextoid pg_notification_queue_usage pg_notify pg_promote pg_read_binary_file
          pg_read_file pg_relation_size pg_reload_conf pg_replication_origin_advance
          pg_replication_origin_create pg_replication_origin_drop pg_replication_origin_progress
          pg_replication_origin_session_is_setup pg_replication_origin_session_progress
          pg_replication_origin_session_reset pg_replication_origin_session_setup
          pg_replication_origin_xact_reset pg_replication_origin_xact_setup
          pg_replication_slot_advance pg_restore_attribute_stats pg_restore_relation_stats
          pg_rotate_logfile pg_safe_snapshot_blocking_pids pg_sequence_last_value pg_sleep
          pg_sleep_for pg_sleep_until pg_stat_clear_snapshot pg_stat_file pg_stat_force_next_flush
          pg_stat_have_stats pg_stat_reset pg_stat_reset_backend_stats
          pg_stat_reset_replication_slot pg_stat_reset_shared
          pg_stat_reset_single_function_counters pg_stat_reset_single_table_counters
          pg_stat_reset_slru pg_stat_reset_subscription_stats pg_stop_making_pinned_objects
          pg_switch_wal pg_sync_replication_slots pg_table_size pg_tablespace_size
          pg_terminate_backend pg_total_relation_size pg_try_advisory_lock
          pg_try_advisory_lock_shared pg_try_advisory_xact_lock pg_try_advisory_xact_lock_shared
          pg_wal_replay_pause pg_wal_replay_resume pg_xact_commit_timestamp
          pg_xact_commit_timestamp_origin pg_xact_status plpgsql_validator query_to_xml
          query_to_xml_and_xmlschema query_to_xmlschema random random_normal set_config setseed
          setval system timeofday txid_status uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4
          uuidv4 uuidv7
          """);

  /** Stable and immutable ones, also those SQL spells without parentheses. */
  private static final Set<String> STEADY =
      words(
          """
          abbrev abs acldefault acos acosd acosh age area array_append array_cat array_dims
          array_fill array_length array_lower array_ndims array_position array_positions
          array_prepend array_remove array_replace array_reverse array_sort array_to_json
          array_to_string array_to_tsvector array_upper ascii asin asind asinh atan atan2 atan2d
          atand atanh bit_count bit_length box bpchar broadcast cardinality casefold cbrt ceil
          ceiling center char_length character_length chr circle citext coalesce col_description
          concat concat_ws convert convert_from convert_to cos cosd cosh cot cotd crc32 crc32c
          crypt current_catalog current_database current_date current_role current_schema
          current_schemas current_setting current_time current_timestamp current_user
          database_to_xml database_to_xml_and_xmlschema database_to_xmlschema date date_add
          date_bin date_part date_subtract date_trunc datemultirange daterange daterange_canonical
          daterange_subdiff decode degrees dexp diagonal diameter digest div dlog1 dlog10 dround
          dtrunc encode enum_first enum_last enum_range erf erfc exp extract factorial family
          floor fmgr_c_validator fmgr_internal_validator fmgr_sql_validator format format_type
          gamma gcd get_bit get_byte get_current_ts_config getdatabaseencoding getpgusername
          greatest gtsquery_consistent gtsvector_consistent height hmac host hostmask
          icu_unicode_version inet_client_addr inet_client_port inet_server_addr inet_server_port
          initcap int4 int4inc int4multirange int4range int4range_canonical int4range_subdiff int8
          int8multirange int8range int8range_canonical int8range_subdiff is_normalized isclosed
          isempty isfinite ishorizontal isopen isparallel isperp isvertical json_array_length
          json_build_array json_build_object json_object json_populate_record json_strip_nulls
          json_to_record json_to_tsvector json_typeof jsonb_array_length jsonb_build_array
          jsonb_build_object jsonb_insert jsonb_object jsonb_path_exists jsonb_path_exists_tz
          jsonb_path_match jsonb_path_match_tz jsonb_path_query_array jsonb_path_query_array_tz
          jsonb_path_query_first jsonb_path_query_first_tz jsonb_populate_record
          jsonb_populate_record_valid jsonb_pretty jsonb_set jsonb_set_lax jsonb_strip_nulls
          jsonb_to_record jsonb_to_tsvector jsonb_typeof justify_days justify_hours
          justify_interval lcm least left length lgamma like line ln localtime localtimestamp log
          log10 lower lower_inc lower_inf lpad lseg ltrim macaddr8_set7bit make_date make_interval
          make_time make_timestamp make_timestamptz makeaclitem masklen md5 min_scale mod
          multirange mxid_age name nameconcatoid netmask network normalize notlike now npoints
          nullif num_nonnulls num_nulls numeric numeric_div_trunc numeric_exp numeric_ln
          numeric_log nummultirange numnode numrange numrange_subdiff obj_description octet_length
          oidvectortypes overlaps overlay parse_ident pclose pg_backend_pid pg_basetype
          pg_char_to_encoding pg_client_encoding pg_column_compression pg_column_is_updatable
          pg_column_size pg_column_toast_chunk_id pg_conf_load_time pg_current_snapshot
          pg_current_xact_id pg_current_xact_id_if_assigned pg_encoding_max_length
          pg_encoding_to_char pg_has_role pg_is_other_temp_schema pg_my_temp_schema
          pg_numa_available pg_postmaster_start_time pg_relation_filenode pg_relation_filepath
          pg_relation_is_publishable pg_relation_is_updatable pg_settings_get_flags pg_size_bytes
          pg_size_pretty pg_snapshot_xmax pg_snapshot_xmin pg_split_walfile_name pg_trigger_depth
          pg_visible_in_snapshot phraseto_tsquery pi plainto_tsquery point polygon popen position
          postgresql_fdw_validator pow power querytree quote_ident quote_literal quote_nullable
          radians radius repeat replace reverse right round row_security_active row_to_json rpad
          rtrim satisfies_hash_partition scale schema_to_xml schema_to_xml_and_xmlschema
          schema_to_xmlschema session_user set_bit set_byte set_masklen setweight sha224 sha256
          sha384 sha512 shobj_description sign similar_escape similar_to_escape similarity sin
          sind sinh slope split_part sqrt starts_with statement_timestamp string_to_array strip
          strpos substr substring system_user table_to_xml table_to_xml_and_xmlschema
          table_to_xmlschema tan tand tanh text textlen timestamp timestamptz timezone to_ascii
          to_bin to_char to_date to_hex to_json to_jsonb to_number to_oct to_regclass
          to_regcollation to_regnamespace to_regoper to_regoperator to_regproc to_regprocedure
          to_regrole to_regtype to_regtypemod to_timestamp to_tsquery to_tsvector
          transaction_timestamp translate trim_array trim_scale trunc tsmultirange tsquery_phrase
          tsrange tsrange_subdiff tstzmultirange tstzrange tstzrange_subdiff tsvector_to_array
          txid_current txid_current_if_assigned txid_current_snapshot txid_snapshot_xmax
          txid_snapshot_xmin txid_visible_in_snapshot unaccent unistr upper upper_inc upper_inf
          user uuid_generate_v3 uuid_generate_v5 uuid_nil varchar version websearch_to_tsquery
          width width_bucket xmlcomment xmlelement xmlexists xmltext xmlvalidate xpath
          xpath_exists
          """);

  private BuiltInFunctions() {}

  static boolean isVolatile(String function) {
    return VOLATILE.contains(function);
  }

  static boolean isSteady(String function) {
    return STEADY.contains(function);
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}

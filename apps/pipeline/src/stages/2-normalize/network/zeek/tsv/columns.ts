const ID = 'ts uid id.orig_h id.orig_p id.resp_h id.resp_p';
const HTTP_BODIES =
  'request_body_len response_body_len status_code status_msg info_code info_msg tags username password';
const HTTP_FILES = 'proxied orig_fuids orig_filenames orig_mime_types resp_fuids resp_filenames resp_mime_types';
const FILE_REST =
  'depth analyzers mime_type filename duration local_orig is_orig seen_bytes total_bytes missing_bytes overflow_bytes timedout parent_fuid md5 sha1 sha256 extracted extracted_cutoff extracted_size';
const CERTIFICATE =
  'certificate.version certificate.serial certificate.subject certificate.issuer certificate.not_valid_before certificate.not_valid_after certificate.key_alg certificate.sig_alg certificate.key_type certificate.key_length certificate.exponent certificate.curve san.dns san.uri san.email san.ip basic_constraints.ca basic_constraints.path_len';

/** Columns of the logs as Zeek writes them when nobody changed them, by version where versions differ. */
const WRITTEN: Readonly<Record<string, readonly string[]>> = {
  conn: [
    `${ID} proto service duration orig_bytes resp_bytes conn_state local_orig local_resp missed_bytes history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes tunnel_parents ip_proto`,
  ],
  dns: [
    `${ID} proto trans_id rtt query qclass qclass_name qtype qtype_name rcode rcode_name AA TC RD RA Z answers TTLs rejected`,
  ],
  http: [
    `${ID} trans_depth method host uri referrer version user_agent origin ${HTTP_BODIES} ${HTTP_FILES}`,
    `${ID} trans_depth method host uri referrer version user_agent ${HTTP_BODIES} ${HTTP_FILES}`,
  ],
  ssl: [
    `${ID} version cipher curve server_name resumed last_alert next_protocol established ssl_history cert_chain_fps client_cert_chain_fps sni_matches_cert validation_status`,
    `${ID} version cipher curve server_name resumed last_alert next_protocol established cert_chain_fuids client_cert_chain_fuids subject issuer client_subject client_issuer validation_status`,
  ],
  files: [
    `ts fuid uid id.orig_h id.orig_p id.resp_h id.resp_p source ${FILE_REST}`,
    `ts fuid tx_hosts rx_hosts conn_uids source ${FILE_REST}`,
  ],
  dhcp: [
    'ts uids client_addr server_addr mac host_name client_fqdn domain requested_addr assigned_addr lease_time client_message server_message msg_types duration',
    `${ID} mac assigned_ip lease_time trans_id`,
  ],
  ftp: [
    `${ID} user password command arg mime_type file_size reply_code reply_msg data_channel.passive data_channel.orig_h data_channel.resp_h data_channel.resp_p fuid`,
  ],
  pe: [
    'ts id machine compile_ts os subsystem is_exe is_64bit uses_aslr uses_dep uses_code_integrity uses_seh has_import_table has_export_table has_cert_table has_debug_data section_names',
  ],
  smtp: [
    `${ID} trans_depth helo mailfrom rcptto date from to cc reply_to msg_id in_reply_to subject x_originating_ip first_received second_received last_reply path user_agent tls fuids is_webmail`,
  ],
  ssh: [
    `${ID} version auth_success auth_attempts direction client server cipher_alg mac_alg compression_alg kex_alg host_key_alg host_key`,
  ],
  tunnel: [`${ID} tunnel_type action`],
  intel: [
    `${ID} seen.indicator seen.indicator_type seen.where seen.node matched sources fuid file_mime_type file_desc`,
  ],
  known_certs: ['ts host port_num subject issuer_subject serial'],
  known_devices: ['ts mac dhcp_host_name'],
  known_hosts: ['ts host'],
  known_modbus: ['ts host device_type'],
  known_services: ['ts host port_num port_proto service'],
  notice: [
    `${ID} fuid file_mime_type file_desc proto note msg sub src dst p n peer_descr actions email_dest suppress_for remote_location.country_code remote_location.region remote_location.city remote_location.latitude remote_location.longitude`,
    `${ID} fuid file_mime_type file_desc proto note msg sub src dst p n peer_descr actions suppress_for remote_location.country_code remote_location.region remote_location.city remote_location.latitude remote_location.longitude`,
  ],
  rdp: [
    `${ID} cookie result security_protocol client_channels keyboard_layout client_build client_name client_dig_product_id desktop_width desktop_height requested_color_depth cert_type cert_count cert_permanent encryption_level encryption_method`,
  ],
  sip: [
    `${ID} trans_depth method uri date request_from request_to response_from response_to reply_to call_id seq subject request_path response_path user_agent status_code status_msg warning request_body_len response_body_len content_type`,
  ],
  software: [
    'ts host host_p software_type name version.major version.minor version.minor2 version.minor3 version.addl unparsed_version',
  ],
  socks: [`${ID} version user password status request.host request.name request_p bound.host bound.name bound_p`],
  dce_rpc: [`${ID} rtt named_pipe endpoint operation`],
  kerberos: [
    `${ID} request_type client service success error_msg from till cipher forwardable renewable client_cert_subject client_cert_fuid server_cert_subject server_cert_fuid`,
  ],
  ntlm: [
    `${ID} username hostname domainname server_nb_computer_name server_dns_computer_name server_tree_name success`,
    `${ID} username hostname domainname success status`,
  ],
  smb_files: [`${ID} fuid action path name size prev_name times.modified times.accessed times.created times.changed`],
  smb_mapping: [`${ID} path service native_file_system share_type`],
  snmp: [
    `${ID} duration version community get_requests get_bulk_requests get_responses set_requests display_string up_since`,
  ],
  x509: [`ts fingerprint ${CERTIFICATE} host_cert client_cert`, `ts id ${CERTIFICATE}`],
  weird: [`${ID} name addl notice peer source`],
};

const COLUMNS: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  Object.entries(WRITTEN).map(([name, versions]) => [name, versions.map((version) => version.split(' '))]),
);
const ANY: readonly string[] = ID.split(' ');

/** Columns of a row of a log: those of the version with as many, else those of the nearest with no fewer, else the first's. */
export function columnsOf(name: string | undefined, count: number): readonly string[] {
  const versions = name === undefined ? undefined : COLUMNS.get(name);
  if (versions === undefined) return ANY;
  const fitting = versions.filter((columns) => columns.length >= count).sort((a, b) => a.length - b.length);
  return fitting[0] ?? versions[0] ?? ANY;
}

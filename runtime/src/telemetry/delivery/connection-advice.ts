/** What TLS complains of, as Node calls it, with what to do. */
const TLS_ADVICE: Readonly<Record<string, string>> = {
  ...codes(
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE", "UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY"],
    "Nobody whom Node trusts has signed its certificate: name the PEM file of who has in `tls.caFile` " +
      "(OTEL_EXPORTER_OTLP_CERTIFICATE).",
  ),
  CERT_HAS_EXPIRED: "Its certificate has run out: renew that, or check the clock of this machine.",
  CERT_NOT_YET_VALID: "Its certificate is not valid yet: check the clock of this machine.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another host: use a name in the endpoint that the certificate has.",
  ...codes(
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", "ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"],
    "It asks for a certificate of this client, or does not trust the one that it got: check `tls.certFile` and " +
      "`tls.keyFile` (OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE, OTEL_EXPORTER_OTLP_CLIENT_KEY).",
  ),
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: "The key is not that of the certificate: check `tls.certFile` and `tls.keyFile`.",
};

/**
 * Says what to check when no connection comes about, if the reason says that.
 *
 * @param code as Node gives it to the error.
 */
export function connectionAdvice(address: string, code: string | undefined): string | undefined {
  if (code === undefined) {
    return undefined;
  }
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `There is no host with this name: check ${new URL(address).hostname} in the endpoint.`;
  }
  return Object.hasOwn(TLS_ADVICE, code) ? TLS_ADVICE[code] : undefined;
}

function codes(names: readonly string[], advice: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, advice]));
}

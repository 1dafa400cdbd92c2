// The one place that loads @peculiar/x509 and the metadata polyfill that it needs. Few certificates ever need the
// library and loading it takes as long as the rest of a start, so it is loaded on first use; and it is CommonJS
// because `require` is what both Node and the bundler resolve lazily and synchronously.
'use strict';

/** Bounds on what the library will look at: certificates that it gets are oddly encoded, and may be so on purpose. */
const LIMITS = { berOptions: { maxDepth: 32, maxNodes: 10_000, maxContentLength: 1_048_576 } };

/** Extensions whose insides are read later: subjectAltName and basicConstraints. */
const SUBJECT_ALTERNATIVE_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';

let toDer;

function load() {
  require('reflect-metadata');
  const { X509Certificate, GeneralNames, BasicConstraintsExtension } = require('@peculiar/x509');

  /** Reaches the parsed structure, which the library shows to subclasses alone. */
  class OpenedCertificate extends X509Certificate {
    /** The certificate as the library understood it, written anew in DER. */
    toDer() {
      const { validity } = this.asn.tbsCertificate;
      for (const time of [validity.notBefore, validity.notAfter]) {
        time.utcTime = new Date(0);
        time.generalTime = undefined;
      }
      for (const extension of this.asn.tbsCertificate.extensions ?? []) {
        const { extnID: type, extnValue: value } = extension;
        if (type === SUBJECT_ALTERNATIVE_NAME) {
          value.buffer = new GeneralNames(new OpenedNames(value.buffer, LIMITS).structure()).rawData;
        } else if (type === BASIC_CONSTRAINTS) {
          const { ca, pathLength } = this.getExtension(BasicConstraintsExtension);
          value.buffer = new OpenedExtension(ca, pathLength).contents();
        }
      }
      return Buffer.from(new X509Certificate(this.asn).rawData);
    }
  }
  class OpenedNames extends GeneralNames {
    structure() {
      return this.asn;
    }
  }
  class OpenedExtension extends BasicConstraintsExtension {
    contents() {
      return this.value;
    }
  }
  return (bytes) => new OpenedCertificate(bytes, LIMITS).toDer();
}

/**
 * @param {Buffer} bytes one certificate in BER
 * @returns {Buffer} the same certificate in DER
 */
module.exports.rewriteAsDer = (bytes) => (toDer ??= load())(bytes);

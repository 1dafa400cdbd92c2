/** Of when the newest of the lists is that `DISTRUST_DATES` is taken from, in Unix seconds. */
export const DISTRUST_TIMESTAMP = Date.UTC(2026, 9, 30) / 1000;

const at = (moment: string): number => Date.parse(moment) / 1000;

/**
 * The roots of which Mozilla accepts server certificates only where these were issued until a date
 * (CKA_NSS_SERVER_DISTRUST_AFTER), by SHA-256 over the DER: that date, in Unix seconds. It is held against the
 * notBefore of a server's certificate, never against the time of day, and PEM cannot express it.
 *
 * From mozilla/certdata.txt of Debian's ca-certificates (20230311 and 20250419) and from the bundles of Go's
 * module golang.org/x/crypto/x509roots/fallback (2025-04-06 to 2026-10-30). A root that Mozilla has dropped since
 * keeps its date, because bundles keep the root for years.
 */
export const DISTRUST_DATES: ReadonlyMap<string, number> = new Map([
  // TrustCor RootCert CA-1, CA-2 and ECA-1.
  ['d40e9c86cd8fe468c1776959f49ea774fa548684b6c406f3909261f4dce2575c', at('2022-11-30T00:00:00Z')],
  ['0753e940378c1bd5e3836e395daea5cb839e5046f1bd0eae1951cf10fec7c965', at('2022-11-30T00:00:00Z')],
  ['5a885db19c01d912c5759388938cafbbdf031ab2d48e91ee15589b42971d039c', at('2022-11-30T00:00:00Z')],
  // GLOBALTRUST 2020.
  ['9a296a5182d1d451a2e37f439b74daafa267523329f90f9a0d2007c334e23c9a', at('2024-06-30T00:00:00Z')],
  // Entrust: Premium 2048 Secure Server CA, Root Certification Authority, its G2 and its EC1.
  ['6dc47172e01cbcb0bf62580d895fe2b8ac9ad4f873801e0c10b9c837d21eb177', at('2024-11-30T23:59:59Z')],
  ['73c176434f1bc6d5adf45b0e76e727287c8de57616c1e6e6141a2b2cbc7d8e4c', at('2024-11-30T23:59:59Z')],
  ['43df5774b03e7fef5fe40d931a7bedf1bb2e6b42738c4e6d3841103d3aa7f339', at('2024-11-30T23:59:59Z')],
  ['02ed0eb28c14da45165c566791700d6451d7fb56f0b2ab1d3b8eb070e56edff5', at('2024-11-30T23:59:59Z')],
  // AffirmTrust Commercial, Networking, Premium and Premium ECC.
  ['0376ab1d54c5f9803ce4b2e201a0ee7eef7b57b636e8a93c9b8d4860c96f5fa7', at('2024-11-30T23:59:59Z')],
  ['0a81ec5a929777f145904af38d5d509f66b5e2c58fcdb531058b0e17f3f0b41b', at('2024-11-30T23:59:59Z')],
  ['70a73f7f376b60074248904534b11482d5bf0e698ecc498df52577ebf2e93b9a', at('2024-11-30T23:59:59Z')],
  ['bd71fdf6da97e4cf62d1647add2581b07d79adf8397eb4ecba9c5e8488821423', at('2024-11-30T23:59:59Z')],
  // ePKI Root Certification Authority.
  ['c0a6f4dc63a24bfdcf54ef2a6a082a0a72de35803e2ff5ff527ae5d87206dfd5', at('2025-04-15T23:59:59Z')],
  // Izenpe.com.
  ['2530cc8e98321502bad96f9b1fba1b099e2d299e0f4548bb914f363bc0d4531f', at('2026-04-15T23:59:59Z')],
]);

/** ISO 4217: currencies in use, by the number of digits of their minor unit. */
const byDigits: readonly [number, string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF ' +
      'CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF ' +
      'IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN ' +
      'MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS ' +
      'SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/** Withdrawn in the last ten years: what was paid in them is still sent and imported, but no workspace begins with one. */
const withdrawn: readonly [number, string][] = [
  [0, 'BYR'],
  [2, 'ANG BGN CUC HRK MRO SLL STD VEF ZWL'],
];

const listed = (table: readonly [number, string][]) =>
  table.flatMap(([count, codes]) => codes.split(' ').map((code) => [code, count] as const));

const digits = new Map(listed([...byDigits, ...withdrawn]));

/** Codes of all currencies in use, in order: those that a workspace can count in. */
export const currencies: readonly string[] = listed(byDigits)
  .map(([code]) => code)
  .sort();

/** Digits after the point in the minor unit of a currency; undefined for a code that is not one. */
export const minorDigitsOf = (currency: string): number | undefined => digits.get(currency);

/** Invented people; no list of real ones stands behind them. */
export const firstNames: readonly string[] =
  'Ada Amir Ana Ben Bianca Carl Chloe Dana Dev Ella Emil Fatima Finn Gia Hana Hugo Ida Ivan Jade Jonas Kai Lena Liam Lucy Maya Milo Nadia Noah Omar Orla Paula Quinn Rafi Rosa Sami Sara Theo Uma Vera Wes Yara Zoe'.split(
    ' ',
  );

export const lastNames: readonly string[] =
  'Abbott Baker Brandt Castillo Dahl Dixon Ebert Farrow Fischer Grant Haas Hollis Ivers Jensen Keller Lange Marsh Meyer Nolan Okafor Park Petrov Quist Reyes Rossi Sato Schmidt Stone Tanaka Underhill Vance Weber Whitfield Yang Zeller'.split(
    ' ',
  );

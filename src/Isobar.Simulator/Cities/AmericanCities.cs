namespace Isobar.Simulator.Cities;

/// <summary>Cities of North and South America; form as in <see cref="WorldCities"/>.</summary>
internal static class AmericanCities
{
    public const string Table = """
        AR: Buenos Aires -34.60 -58.38 150; Cordoba -31.42 -64.18 15; Rosario -32.95 -60.64 13; Mendoza -32.89 -68.85 10
        BO: La Paz -16.50 -68.15 19; Santa Cruz -17.78 -63.18 18
        BR: Sao Paulo (Sao Paulo) -23.55 -46.63 220; Campinas (Sao Paulo) -22.91 -47.06 33; Rio de Janeiro (Rio de Janeiro) -22.91 -43.17 134
        BR: Belo Horizonte (Minas Gerais) -19.92 -43.94 60; Brasilia (Federal District) -15.79 -47.88 47; Salvador (Bahia) -12.97 -38.50 39
        BR: Fortaleza (Ceara) -3.73 -38.53 41; Recife (Pernambuco) -8.05 -34.88 41; Porto Alegre (Rio Grande do Sul) -30.03 -51.23 43
        BR: Curitiba (Parana) -25.43 -49.27 36; Manaus (Amazonas) -3.12 -60.02 22; Goiania (Goias) -16.69 -49.26 26
        CA: Toronto (Ontario) 43.65 -79.38 62; Ottawa (Ontario) 45.42 -75.70 14; Montreal (Quebec) 45.50 -73.57 42; Quebec (Quebec) 46.81 -71.21 8
        CA: Vancouver (British Columbia) 49.28 -123.12 26; Calgary (Alberta) 51.05 -114.07 15; Edmonton (Alberta) 53.55 -113.49 14; Winnipeg (Manitoba) 49.90 -97.14 8
        CL: Santiago -33.45 -70.67 68; Valparaiso -33.05 -71.61 10; Concepcion -36.83 -73.05 10
        CO: Bogota 4.71 -74.07 107; Medellin 6.24 -75.58 40; Cali 3.45 -76.53 28; Barranquilla 10.97 -74.80 22
        CR: San Jose 9.93 -84.08 14
        DO: Santo Domingo 18.49 -69.93 33
        EC: Quito -0.18 -78.47 19; Guayaquil -2.19 -79.89 30
        GT: Guatemala City 14.63 -90.51 30
        JM: Kingston 17.97 -76.79 12
        MX: Mexico City 19.43 -99.13 218; Guadalajara 20.66 -103.35 52; Monterrey 25.69 -100.32 49; Puebla 19.04 -98.21 31; Tijuana 32.51 -117.04 22; Leon 21.12 -101.68 18
        PA: Panama City 8.98 -79.52 19
        PE: Lima -12.05 -77.04 110; Arequipa -16.41 -71.54 10; Trujillo -8.11 -79.03 9
        PY: Asuncion -25.26 -57.58 33
        SV: San Salvador 13.69 -89.22 11
        US: New York (New York) 40.71 -74.01 195; Buffalo (New York) 42.89 -78.88 11; Los Angeles (California) 34.05 -118.24 132; San Francisco (California) 37.77 -122.42 47
        US: San Diego (California) 32.72 -117.16 33; San Jose (California) 37.34 -121.89 20; Sacramento (California) 38.58 -121.49 24; Chicago (Illinois) 41.88 -87.63 95
        US: Houston (Texas) 29.76 -95.37 71; Dallas (Texas) 32.78 -96.80 76; Austin (Texas) 30.27 -97.74 23; San Antonio (Texas) 29.42 -98.49 26
        US: Miami (Florida) 25.76 -80.19 61; Orlando (Florida) 28.54 -81.38 27; Tampa (Florida) 27.95 -82.46 32; Jacksonville (Florida) 30.33 -81.66 16
        US: Philadelphia (Pennsylvania) 39.95 -75.17 62; Pittsburgh (Pennsylvania) 40.44 -80.00 24; Washington (District of Columbia) 38.91 -77.04 63
        US: Atlanta (Georgia) 33.75 -84.39 61; Boston (Massachusetts) 42.36 -71.06 49; Phoenix (Arizona) 33.45 -112.07 49; Seattle (Washington) 47.61 -122.33 40
        US: Detroit (Michigan) 42.33 -83.05 44; Minneapolis (Minnesota) 44.98 -93.27 37; Denver (Colorado) 39.74 -104.99 30; St. Louis (Missouri) 38.63 -90.20 28
        US: Kansas City (Missouri) 39.10 -94.58 22; Charlotte (North Carolina) 35.23 -80.84 27; Raleigh (North Carolina) 35.78 -78.64 14; Portland (Oregon) 45.52 -122.68 25
        US: Columbus (Ohio) 39.96 -83.00 21; Cleveland (Ohio) 41.50 -81.69 21; Indianapolis (Indiana) 39.77 -86.16 21; Nashville (Tennessee) 36.16 -86.78 20
        US: Las Vegas (Nevada) 36.17 -115.14 23; Salt Lake City (Utah) 40.76 -111.89 13; Milwaukee (Wisconsin) 43.04 -87.91 16; New Orleans (Louisiana) 29.95 -90.07 12
        US: Honolulu (Hawaii) 21.31 -157.86 10; Anchorage (Alaska) 61.22 -149.90 4; Albuquerque (New Mexico) 35.08 -106.65 9; Oklahoma City (Oklahoma) 35.47 -97.52 14
        UY: Montevideo -34.90 -56.16 18
        VE: Caracas 10.48 -66.90 29
        """;
}

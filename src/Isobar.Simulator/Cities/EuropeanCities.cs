namespace Isobar.Simulator.Cities;

/// <summary>Cities of Europe; form as in <see cref="WorldCities"/>.</summary>
internal static class EuropeanCities
{
    public const string Table = """
        AL: Tirana 41.33 19.82 6
        AT: Vienna 48.21 16.37 22; Graz 47.07 15.44 4; Linz 48.31 14.29 4; Salzburg 47.80 13.04 2
        BA: Sarajevo 43.86 18.41 4
        BE: Brussels 50.85 4.35 21; Antwerp 51.22 4.40 10; Ghent 51.05 3.72 5; Liege 50.63 5.57 6
        BG: Sofia 42.70 23.32 13; Plovdiv 42.14 24.75 4; Varna 43.21 27.91 3
        BY: Minsk 53.90 27.57 20
        CH: Zurich 47.38 8.54 14; Geneva 46.20 6.14 6; Basel 47.56 7.59 5; Bern 46.95 7.45 4; Lausanne 46.52 6.63 4
        CY: Nicosia 35.17 33.36 3
        CZ: Prague 50.08 14.44 13; Brno 49.20 16.61 4; Ostrava 49.82 18.26 3
        DE: Berlin 52.52 13.41 37; Hamburg 53.55 9.99 19; Munich 48.14 11.58 15; Cologne 50.94 6.96 11; Frankfurt 50.11 8.68 8; Stuttgart 48.78 9.18 6
        DE: Dusseldorf 51.23 6.78 6; Leipzig 51.34 12.37 6; Dresden 51.05 13.74 6; Hanover 52.37 9.74 5; Nuremberg 49.45 11.08 5; Bremen 53.08 8.80 6
        DK: Copenhagen 55.68 12.57 14; Aarhus 56.16 10.20 3; Odense 55.40 10.39 2
        EE: Tallinn 59.44 24.75 5
        ES: Madrid 40.42 -3.70 34; Barcelona 41.39 2.17 16; Valencia 39.47 -0.38 8; Seville 37.39 -5.98 7; Bilbao 43.26 -2.93 4; Malaga 36.72 -4.42 6
        FI: Helsinki 60.17 24.94 13; Tampere 61.50 23.76 3; Turku 60.45 22.27 2
        FR: Paris 48.86 2.35 110; Marseille 43.30 5.37 16; Lyon 45.76 4.84 17; Toulouse 43.60 1.44 10; Nice 43.70 7.27 9; Nantes 47.22 -1.55 6
        FR: Bordeaux 44.84 -0.58 9; Lille 50.63 3.06 10; Strasbourg 48.57 7.75 5; Rennes 48.12 -1.68 4
        GB: London 51.51 -0.13 96; Manchester 53.48 -2.24 28; Birmingham 52.49 -1.89 26; Leeds 53.80 -1.55 18; Glasgow 55.86 -4.25 10; Bristol 51.45 -2.59 7
        GB: Edinburgh 55.95 -3.19 5; Liverpool 53.41 -2.98 9; Cardiff 51.48 -3.18 5; Belfast 54.60 -5.93 6
        GR: Athens 37.98 23.73 31; Thessaloniki 40.64 22.94 8; Patras 38.25 21.73 2
        HR: Zagreb 45.81 15.98 8; Split 43.51 16.44 2
        HU: Budapest 47.50 19.04 17; Debrecen 47.53 21.62 2
        IE: Dublin 53.35 -6.26 14; Cork 51.90 -8.47 2
        IS: Reykjavik 64.15 -21.94 2
        IT: Rome 41.90 12.50 28; Milan 45.46 9.19 31; Naples 40.85 14.27 22; Turin 45.07 7.69 17; Palermo 38.12 13.36 7; Bologna 44.49 11.34 4
        IT: Florence 43.77 11.26 4; Bari 41.12 16.87 3; Genoa 44.41 8.93 6; Venice 45.44 12.32 3
        LT: Vilnius 54.69 25.28 6; Kaunas 54.90 23.90 3
        LU: Luxembourg 49.61 6.13 1
        LV: Riga 56.95 24.11 6
        MD: Chisinau 47.01 28.86 7
        MK: Skopje 41.99 21.43 5
        MT: Valletta 35.90 14.51 4
        NL: Amsterdam 52.37 4.90 11; Rotterdam 51.92 4.48 10; The Hague 52.08 4.30 7; Utrecht 52.09 5.12 5; Eindhoven 51.44 5.48 4; Groningen 53.22 6.57 2
        NO: Oslo 59.91 10.75 10; Bergen 60.39 5.32 3; Trondheim 63.43 10.40 2
        PL: Warsaw 52.23 21.01 18; Krakow 50.06 19.94 8; Wroclaw 51.11 17.04 7; Gdansk 54.35 18.65 5; Poznan 52.41 16.93 5; Katowice 50.26 19.02 20
        PT: Lisbon 38.72 -9.14 29; Porto 41.15 -8.61 13; Braga 41.55 -8.42 2
        RO: Bucharest 44.43 26.10 18; Cluj-Napoca 46.77 23.60 3; Timisoara 45.75 21.23 3; Iasi 47.16 27.58 3
        RS: Belgrade 44.79 20.45 14; Novi Sad 45.25 19.85 3
        SE: Stockholm 59.33 18.07 16; Gothenburg 57.71 11.97 6; Malmo 55.60 13.00 3; Uppsala 59.86 17.64 2
        SI: Ljubljana 46.06 14.51 3
        SK: Bratislava 48.15 17.11 4; Kosice 48.72 21.26 2
        UA: Kyiv 50.45 30.52 30; Lviv 49.84 24.03 7; Odesa 46.48 30.73 10; Dnipro 48.46 35.04 10
        """;
}

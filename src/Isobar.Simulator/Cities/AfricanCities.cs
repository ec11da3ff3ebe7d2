namespace Isobar.Simulator.Cities;

/// <summary>Cities of Africa and the Middle East; form as in <see cref="WorldCities"/>.</summary>
internal static class AfricanCities
{
    public const string Table = """
        AE: Dubai 25.20 55.27 34; Abu Dhabi 24.45 54.38 15
        AO: Luanda -8.84 13.23 90
        BH: Manama 26.23 50.59 7
        CD: Kinshasa -4.32 15.31 160
        CI: Abidjan 5.36 -4.01 56
        CM: Douala 4.05 9.77 40; Yaounde 3.87 11.52 44
        DZ: Algiers 36.75 3.06 28; Oran 35.70 -0.63 9
        EG: Cairo 30.04 31.24 218; Alexandria 31.20 29.92 55
        ET: Addis Ababa 9.01 38.75 54
        GH: Accra 5.60 -0.19 26; Kumasi 6.69 -1.62 37
        IL: Tel Aviv 32.08 34.78 42; Jerusalem 31.77 35.21 10; Haifa 32.79 34.99 11
        IQ: Baghdad 33.31 44.37 77; Basra 30.51 47.78 14
        JO: Amman 31.95 35.93 22
        KE: Nairobi -1.29 36.82 52; Mombasa -4.04 39.67 14
        KW: Kuwait City 29.38 47.99 33
        LB: Beirut 33.89 35.50 24
        MA: Casablanca 33.57 -7.59 38; Rabat 34.02 -6.84 19; Marrakesh 31.63 -8.00 10
        MG: Antananarivo -18.88 47.51 37
        MU: Port Louis -20.16 57.50 2
        MZ: Maputo -25.97 32.57 18
        NG: Lagos 6.52 3.38 158; Abuja 9.06 7.49 39; Kano 12.00 8.52 43; Port Harcourt 4.82 7.03 35
        OM: Muscat 23.59 58.38 16
        QA: Doha 25.29 51.53 24
        RW: Kigali -1.94 30.06 13
        SA: Riyadh 24.71 46.68 77; Jeddah 21.49 39.19 49; Dammam 26.43 50.10 13
        SN: Dakar 14.72 -17.47 34
        TN: Tunis 36.81 10.18 24; Sfax 34.74 10.76 4
        TR: Istanbul 41.01 28.98 160; Ankara 39.93 32.86 54; Izmir 38.42 27.14 31; Bursa 40.19 29.06 21; Antalya 36.90 30.70 14
        TZ: Dar es Salaam -6.79 39.21 78
        UG: Kampala 0.35 32.58 38
        ZA: Johannesburg -26.20 28.05 102; Cape Town -33.92 18.42 48; Durban -29.86 31.02 32; Pretoria -25.75 28.19 28
        ZM: Lusaka -15.39 28.32 31
        ZW: Harare -17.83 31.05 16
        """;
}
